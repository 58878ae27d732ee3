package dev.baton.container.cluster.ledger;

import dev.baton.container.cluster.Snapshot;
import dev.baton.state.map.OutcomeUnknownException;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/**
 * A change that somebody wants recorded.
 *
 * @param forgets the voters that are to be forgotten, on an operator's word
 * @param force whether they are not asked, whoever is left; or only where one of two is left
 */
record Amendment(
    UnaryOperator<Map<String, byte[]>> change,
    Set<UUID> forgets,
    boolean force,
    CompletableFuture<Snapshot> done) {

  /** One that only a majority decides on. */
  Amendment(UnaryOperator<Map<String, byte[]>> change) {
    this(change, Set.of(), false);
  }

  Amendment(UnaryOperator<Map<String, byte[]>> change, Set<UUID> forgets, boolean force) {
    this(change, forgets, force, new CompletableFuture<>());
  }

  /** This node stops. */
  void fail() {
    done.completeExceptionally(
        new OutcomeUnknownException(
            "This node stops; what was to be recorded may stand or not", null));
  }
}
