package dev.baton.container.cluster.ledger;

import dev.baton.container.cluster.Snapshot;
import dev.baton.state.map.OutcomeUnknownException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/**
 * A change that somebody wants recorded.
 *
 * @param forgets the one of two voters that is to be forgotten, on the word of the other alone; or
 *     null
 */
record Amendment(
    UnaryOperator<Map<String, byte[]>> change, UUID forgets, CompletableFuture<Snapshot> done) {

  Amendment(UnaryOperator<Map<String, byte[]>> change, UUID forgets) {
    this(change, forgets, new CompletableFuture<>());
  }

  /** This node stops. */
  void fail() {
    done.completeExceptionally(
        new OutcomeUnknownException(
            "This node stops; what was to be recorded may stand or not", null));
  }
}
