package dev.baton.container.upgrade;

import dev.baton.container.upgrade.handoff.ServiceBundle;
import dev.baton.container.upgrade.record.ServiceRecord;
import dev.baton.state.shard.NotSafeException;
import dev.baton.state.shard.Shard;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the shards of a service that is deployed, all of them on this node, in the copies where the
 * map keeps them at that moment.
 *
 * <p>The map may be about to keep them elsewhere, as it is when nodes have just joined. A shard
 * whose copy has moved away then waits for that copy for good, since nothing is recorded yet that
 * could be recorded anew. Nobody has seen these shards, so all are made once more, as another
 * incarnation.
 */
final class Creation {
  private static final Logger LOG = LoggerFactory.getLogger(Creation.class);
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final int ATTEMPTS = 4;

  private final Node node;
  private final ServiceBundle service;

  Creation(Node node, ServiceBundle service) {
    this.node = node;
    this.service = service;
  }

  /**
   * Blocks until all shards are there, with their callbacks called; their gates are closed.
   *
   * @return the record with the incarnation that was made, on disk
   * @throws NotSafeException if the copies did not answer; nothing is left of the shards
   */
  ServiceRecord run(ServiceRecord record) {
    ServiceRecord now = record;
    for (int attempt = 1; ; attempt++) {
      try {
        create(now.incarnation());
        return now;
      } catch (NotSafeException unsettled) {
        discard(now.incarnation());
        if (attempt == ATTEMPTS) {
          throw unsettled;
        }
        LOG.info("The shards of {} are made once more: {}", service.name(), unsettled.getMessage());
        now = node.record().write(now.anew());
      }
    }
  }

  private void create(UUID incarnation) {
    for (Shard shard : service.shards()) {
      shard.create(service.serving().state(), incarnation, LIMIT);
    }
  }

  private void discard(UUID incarnation) {
    service.shards().forEach(Shard::abandon);
    node.map().discard(service.name(), incarnation).toCompletableFuture().join();
  }
}
