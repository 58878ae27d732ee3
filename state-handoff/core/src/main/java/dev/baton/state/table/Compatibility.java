package dev.baton.state.table;

import java.util.List;

/**
 * Whether one version can take over the state of another, in words for the operator.
 *
 * @param problems what forbids the hand-off; empty if it is possible
 * @param wayBack what forbids the hand-off back (a rollback); empty if that is possible
 * @param notes what the operator should know beside
 */
public record Compatibility(List<String> problems, List<String> wayBack, List<String> notes) {
  public Compatibility {
    problems = List.copyOf(problems);
    wayBack = List.copyOf(wayBack);
    notes = List.copyOf(notes);
  }

  /** Whether the hand-off is possible. */
  public boolean possible() {
    return problems.isEmpty();
  }

  /** Whether the hand-off back is possible as well. */
  public boolean reversible() {
    return wayBack.isEmpty();
  }
}
