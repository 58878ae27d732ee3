package dev.baton.container.upgrade.tend;

import dev.baton.container.upgrade.handoff.ServiceBundle;
import dev.baton.container.upgrade.record.ClusterRecord.Replacement;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.Placement;
import dev.baton.state.shard.Shard;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the copy sets of the shards that this node holds level with where the map keeps them:
 * recorded first, then taken over by the copies. Nobody joins a copy set whose copy is not level
 * with what is acknowledged, or every answer would wait for it.
 */
final class CopyKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(CopyKeeper.class);
  private static final Duration LIMIT = Duration.ofSeconds(2);

  private final Surroundings around;

  CopyKeeper(Surroundings around) {
    this.around = around;
  }

  /**
   * Looks at all shards of a service that are held here.
   *
   * @return whether all of them are kept where they should be
   */
  boolean tend(ServiceBundle service) {
    Map<Integer, Replacement> wanted = new HashMap<>();
    boolean level = true;
    for (Shard shard : service.shards()) {
      Optional<Header> header = shard.header();
      Placement placement = around.record().placement(shard.id());
      if (shard.tables() == null || header.isEmpty() || placement == null) {
        continue;
      }
      if (header.get().copies().number() < placement.now().number()) {
        shard.copiesChanged();
        level = false;
      }
      List<UUID> replicas = around.map().replicas(shard.id());
      Set<UUID> nodes = placement.now().nodes();
      if (replicas.isEmpty() || nodes.equals(Set.copyOf(replicas))) {
        continue;
      }
      level = false;
      Set<UUID> next = next(shard, header.get(), nodes, replicas);
      if (!next.isEmpty() && !next.equals(nodes)) {
        wanted.put(
            shard.id().number(),
            new Replacement(
                placement,
                placement.then(next, around.tokens().getAsLong(), header.get().copies().number())));
      }
    }
    if (!wanted.isEmpty()) {
      Set<Integer> standing = around.record().place(service.name(), wanted);
      LOG.info(
          "{} copy sets of {} are recorded anew, {} of them by this node",
          wanted.size(),
          service.name(),
          standing.size());
      standing.forEach(number -> service.shards().get(number).copiesChanged());
    }
    return level;
  }

  /** Those of the map's replicas that are in the copy set, or level with it. */
  private Set<UUID> next(Shard shard, Header header, Set<UUID> nodes, List<UUID> replicas) {
    Map<UUID, CompletableFuture<Optional<Header>>> asked = new HashMap<>();
    for (UUID replica : replicas) {
      if (!nodes.contains(replica)) {
        asked.put(replica, around.map().header(shard.id(), replica).toCompletableFuture());
      }
    }
    Set<UUID> next = new HashSet<>(replicas);
    asked.forEach(
        (replica, answer) -> {
          if (!isLevel(answer, header)) {
            next.remove(replica);
          }
        });
    return next;
  }

  private static boolean isLevel(CompletableFuture<Optional<Header>> answer, Header header) {
    try {
      return answer
          .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
          .filter(
              found ->
                  found.epoch() == header.epoch()
                      && found.token() == header.token()
                      && found.complete() == header.complete()
                      && found.sequence() >= header.sequence())
          .isPresent();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException silent) {
      return false;
    }
  }
}
