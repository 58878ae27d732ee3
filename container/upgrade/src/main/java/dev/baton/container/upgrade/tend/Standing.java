package dev.baton.container.upgrade.tend;

import java.util.UUID;

/** How a shard stands in the eyes of this node. */
sealed interface Standing {

  /** This node holds it. */
  record Here() implements Standing {}

  /** A living member holds it. */
  record Elsewhere(UUID member) implements Standing {}

  /** Another node is to take it, or this one in a moment. */
  record Pending(String why) implements Standing {}

  /** Nobody can take it now; says for whom it waits, or what is wrong. */
  record Waits(String why) implements Standing {}
}
