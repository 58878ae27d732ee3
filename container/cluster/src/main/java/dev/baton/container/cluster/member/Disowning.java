package dev.baton.container.cluster.member;

import dev.baton.container.cluster.Cluster;
import dev.baton.container.cluster.CopyRules;
import dev.baton.container.cluster.Ledger;
import dev.baton.container.cluster.LedgerEntries;
import dev.baton.container.cluster.Snapshot;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.Placement;
import dev.baton.state.protocol.ShardId;
import dev.baton.state.store.LocalStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the local store take nothing into account that this node stored on a side that went on alone
 * and does not stand: its copy sets have numbers as those that stand have, and later ones maybe.
 * Done once in the life of a member, when it is recorded as in, by what was stored when it began.
 * On the ledger's thread.
 */
final class Disowning implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Disowning.class);

  private final Cluster cluster;
  private final Ledger ledger;
  private final LocalStore store;
  private final Map<ShardId, Header> found;
  private boolean done;

  /**
   * @param found what was stored before the member met anybody
   */
  Disowning(Cluster cluster, Ledger ledger, LocalStore store, Map<ShardId, Header> found) {
    this.cluster = cluster;
    this.ledger = ledger;
    this.store = store;
    this.found = found;
  }

  @Override
  public void run() {
    Snapshot now = ledger.now();
    if (done || !LedgerEntries.isIn(now.entries(), cluster.self())) {
      return;
    }
    Map<String, List<Placement>> placements = new HashMap<>();
    found.forEach(
        (shard, header) -> {
          List<Placement> service =
              placements.computeIfAbsent(
                  shard.service(), name -> CopyRules.placements(now.entries(), name));
          if (shard.number() < service.size() && service.get(shard.number()).isForeign(header)) {
            LOG.info("{} is stored here of a record that does not stand: {}", shard, header);
            store.disown(shard, header);
          }
        });
    done = true;
  }
}
