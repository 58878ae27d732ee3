package dev.baton.container.upgrade;

import dev.baton.container.cluster.Peer;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Looks at every shard of a service once, though shards move from node to node meanwhile. */
final class EveryShard {
  private final int shards;
  private final Supplier<? extends Collection<Peer>> peers;

  /** What a node is asked. */
  @FunctionalInterface
  interface Look {
    /**
     * @param seen the shards that were looked at already, by number; takes those that this looked
     *     at
     */
    void at(Peer peer, Set<Integer> seen) throws InterruptedException;
  }

  EveryShard(int shards, Supplier<? extends Collection<Peer>> peers) {
    this.shards = shards;
    this.peers = peers;
  }

  /**
   * Asks one node after the other, and all again for what none has shown until that shows no more.
   *
   * @return the shards that no node has shown, by number
   */
  List<Integer> look(Look look) throws InterruptedException {
    Set<Integer> seen = new TreeSet<>();
    int before;
    do {
      before = seen.size();
      for (Peer peer : peers.get()) {
        look.at(peer, seen);
      }
    } while (before < seen.size() && seen.size() < shards);
    return IntStream.range(0, shards).filter(shard -> !seen.contains(shard)).boxed().toList();
  }
}
