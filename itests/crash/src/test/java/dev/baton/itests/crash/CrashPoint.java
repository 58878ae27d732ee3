package dev.baton.itests.crash;

import dev.baton.state.step.Step;

/**
 * A moment at which the process ends.
 *
 * @param act what the node is doing
 * @param step the step it has just done
 * @param nth for the how many-th time in this act
 * @param decided whether the act's outcome is recorded by then: if so, the version that the act
 *     goes to serves after the restart, else the one that it came from
 */
record CrashPoint(Act act, Step step, int nth, boolean decided) {

  /** Where the upgrade ends before a boot that is to be interrupted: half of the shards moved. */
  private static final String HALF_WAY = "TOOK_OVER_CALLED:32";

  /** The major version that serves after the restart; 0 for none. */
  int serves() {
    return decided || act == Act.FORWARD ? act.to : act.from;
  }

  /** The row of {@link Step#HALT_AT} that ends the act, counted from its beginning. */
  String row() {
    return switch (act) {
      case UPGRADE, ROLLBACK -> inChange();
      case FINISH -> "OUTCOME_RECORDED," + at();
      case ABORT -> "OUTCOME_RECORDED," + inChange();
      case BOOT -> decided ? "OUTCOME_RECORDED" : HALF_WAY;
      case FORWARD -> HALF_WAY;
      case DEPLOY, UNDEPLOY, DISCARD, REDEPLOY -> at();
    };
  }

  /** Batches count from where the hand-off begins. */
  private String inChange() {
    return step.name().startsWith("BATCH_") ? "FOLLOWER_SUBSCRIBED," + at() : at();
  }

  /** The step and its number, as in {@link Step#HALT_AT}. */
  String at() {
    return step + ":" + nth;
  }

  @Override
  public String toString() {
    return act + " at " + at();
  }
}
