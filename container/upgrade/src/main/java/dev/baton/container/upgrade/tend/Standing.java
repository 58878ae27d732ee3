package dev.baton.container.upgrade.tend;

import java.util.UUID;
import java.util.function.Supplier;

/** How a shard stands in the eyes of this node. */
sealed interface Standing {

  /** This node holds it. */
  record Here() implements Standing {}

  /** A living member holds it. */
  record Elsewhere(UUID member) implements Standing {}

  /**
   * It is this node's turn.
   *
   * @param taking takes it, or gives up what failed half way; blocks while it loads
   */
  record Ours(Supplier<Standing> taking) implements Standing {}

  /** Nobody holds it, for a reason in words. */
  sealed interface Unheld extends Standing {
    String why();
  }

  /** Another node is to take it, or this one in a moment. */
  record Pending(String why) implements Unheld {}

  /** Nobody can take it now; says for whom it waits, or what is wrong. */
  record Waits(String why) implements Unheld {}
}
