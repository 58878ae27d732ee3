package dev.baton.container.upgrade.tend;

import dev.baton.container.HandoffOptions;
import dev.baton.container.RefusedException;
import dev.baton.container.cluster.Peer;
import dev.baton.container.upgrade.act.RunningAct;
import dev.baton.container.upgrade.handoff.ServiceBundle;
import dev.baton.state.shard.Shard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which shards of this node belong to others, and the way there. Used by the thread that looks. */
final class Balance {
  private static final Logger LOG = LoggerFactory.getLogger(Balance.class);

  private final Surroundings around;
  private final Directory directory;
  private final BooleanSupplier draining;

  /**
   * @param draining whether this node is to hold nothing
   */
  Balance(Surroundings around, Directory directory, BooleanSupplier draining) {
    this.around = around;
    this.directory = directory;
    this.draining = draining;
  }

  /**
   * Hands one shard to the node that is to hold it; the next look finds the next.
   *
   * @return whether one was handed over
   */
  boolean moveOne(ServiceBundle service) throws InterruptedException {
    for (Shard shard : service.shards()) {
      if (shard.tables() == null) {
        continue;
      }
      Optional<Peer> wanted = wanted(shard);
      if (wanted.isPresent() && move(service, shard, wanted.get())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whom a shard should be handed to: as an operator says, else the first of the map's replicas.
   */
  private Optional<Peer> wanted(Shard shard) {
    Peer self = around.cluster().self();
    List<UUID> order = new ArrayList<>();
    around.record().wanted(shard.id()).ifPresent(order::add);
    order.addAll(around.map().replicas(shard.id()));
    if (draining.getAsBoolean()) {
      around.cluster().peers().forEach(peer -> order.add(peer.node()));
    }
    for (UUID node : order) {
      if (!draining.getAsBoolean() && node.equals(self.node())) {
        return Optional.empty();
      }
      Optional<Peer> peer =
          around.cluster().peers().stream()
              .filter(each -> each.node().equals(node) && !each.equals(self))
              .filter(each -> around.record().isIn(each) && around.record().mayHold(node))
              .findFirst();
      if (peer.isPresent()) {
        return peer;
      }
    }
    return Optional.empty();
  }

  private boolean move(ServiceBundle service, Shard shard, Peer to) throws InterruptedException {
    Lock lock = service.lock(shard.id().number());
    if (!lock.tryLock()) {
      return false;
    }
    try {
      if (shard.tables() == null) {
        return true;
      }
      RunningAct act = new RunningAct("move of " + shard.id() + " to " + to.name());
      new Move(
              around.cluster(), directory, around.tokens(), service, HandoffOptions.defaults(), act)
          .to(to, shard);
      LOG.info("{} is handed to {}", shard.id(), to.name());
      return true;
    } catch (RefusedException refused) {
      LOG.info("{} is not handed to {}: {}", shard.id(), to.name(), refused.getMessage());
      return false;
    } finally {
      lock.unlock();
    }
  }
}
