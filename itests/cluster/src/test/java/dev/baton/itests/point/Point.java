package dev.baton.itests.point;

import dev.baton.state.step.Step;

/**
 * A moment at which one of several nodes ends.
 *
 * @param deed what they are doing
 * @param who which of them ends
 * @param step the step that it has just done
 * @param nth for the how many-th time since the deed began
 */
record Point(Deed deed, Who who, Step step, int nth) {

  /** The row of {@link Step#HALT_AT}, counted from when the deed begins. */
  String row() {
    return step + ":" + nth;
  }

  @Override
  public String toString() {
    return deed + ", " + who + " ends at " + row();
  }
}
