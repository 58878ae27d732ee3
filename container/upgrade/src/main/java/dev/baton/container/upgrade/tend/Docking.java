package dev.baton.container.upgrade.tend;

import dev.baton.container.RefusedException;
import dev.baton.container.upgrade.far.Arrivals;
import dev.baton.container.upgrade.handoff.ServiceBundle;
import dev.baton.container.upgrade.stage.StagedVersion;
import dev.baton.state.follower.Incoming;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.ShardId;
import dev.baton.state.shard.Shard;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;

/** Takes in the shards that other nodes hand over. */
final class Docking implements Arrivals.Dock {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Surroundings around;
  private final Map<String, ServiceBundle> running;
  private final BooleanSupplier draining;

  Docking(Surroundings around, Map<String, ServiceBundle> running, BooleanSupplier draining) {
    this.around = around;
    this.running = running;
    this.draining = draining;
  }

  @Override
  public Incoming begin(ShardId id, String version) {
    if (draining.getAsBoolean()) {
      throw new RefusedException("it is being drained");
    }
    if (!around.record().isIn(around.cluster().self())) {
      throw new RefusedException("it is not recorded as in");
    }
    ServiceBundle service = running.get(id.service());
    if (service == null) {
      throw new RefusedException("it does not run " + id.service() + " yet");
    }
    StagedVersion to = service.at(version);
    if (to == null) {
      throw new RefusedException("it has not started " + id.service() + " " + version);
    }
    Shard shard = service.shards().get(id.number());
    if (shard.tables() != null) {
      throw new RefusedException("it holds the shard itself");
    }
    return shard.receive(to.state(), List.of());
  }

  @Override
  public void arrive(ShardId id, Incoming incoming, long epoch, long token) {
    ServiceBundle service = running.get(id.service());
    if (service == null) {
      throw new RefusedException("it does not run " + id.service() + " any more");
    }
    Shard shard = service.shards().get(id.number());
    Lock lock = service.lock(id.number());
    lock.lock();
    try {
      if (shard.tables() != null) {
        return;
      }
      Header found = around.map().header(id).toCompletableFuture().join().orElse(null);
      if (!Arrivals.isThat(found, epoch, token)) {
        throw new RefusedException("the shard is at " + found);
      }
      service.gate().shard(id.number()).close();
      try {
        shard.arrive(incoming, found, LIMIT);
      } catch (RuntimeException | Error failed) {
        shard.abandon();
        service.openElsewhere(id.number());
        throw failed;
      }
    } finally {
      lock.unlock();
    }
  }
}
