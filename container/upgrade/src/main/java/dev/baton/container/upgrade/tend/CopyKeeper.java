package dev.baton.container.upgrade.tend;

import dev.baton.container.cluster.Peer;
import dev.baton.container.upgrade.handoff.ServiceBundle;
import dev.baton.container.upgrade.record.ClusterRecord.Replacement;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.Placement;
import dev.baton.state.shard.Shard;
import dev.baton.state.step.Step;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
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

  /** Copy sets that are over are forgotten with the next change, or when there are more. */
  private static final int LONGEST_LINE = 8;

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
    Set<UUID> here = around.cluster().peers().stream().map(Peer::node).collect(Collectors.toSet());
    for (Shard shard : service.shards()) {
      Placement placement = around.record().placement(shard.id());
      if (shard.tables() == null || placement == null) {
        continue;
      }
      Optional<Header> header = shard.header();
      long applied = header.map(each -> each.copies().number()).orElse(0L);
      long inForce = header.map(placement::inForce).orElse(0L);
      if (applied < placement.now().number()) {
        shard.copiesChanged();
        level = false;
      }
      List<UUID> replicas = around.map().replicas(shard.id());
      Set<UUID> nodes = placement.now().nodes();
      if (placement.line().size() > LONGEST_LINE && inForce == placement.now().number()) {
        wanted.put(shard.id().number(), new Replacement(placement, placement.since(inForce)));
      }
      if (replicas.isEmpty() || nodes.equals(Set.copyOf(replicas))) {
        continue;
      }
      level = false;
      if (nodes.stream()
          .anyMatch(node -> !here.contains(node) && around.record().hasMember(node))) {
        continue; // it goes out of all copy sets at once when it is recorded as gone
      }
      Set<UUID> next = level(shard, replicas);
      if (!next.isEmpty() && !next.equals(nodes)) {
        wanted.put(
            shard.id().number(),
            new Replacement(placement, placement.then(next, around.tokens().getAsLong(), inForce)));
      }
    }
    if (!wanted.isEmpty()) {
      Set<Integer> standing = around.record().place(service.name(), wanted);
      Step.COPY_SET_RECORDED.reached();
      LOG.info(
          "{} copy sets of {} are recorded anew, {} of them by this node",
          wanted.size(),
          service.name(),
          standing.size());
      standing.forEach(number -> service.shards().get(number).copiesChanged());
    }
    return level;
  }

  /**
   * Those of the map's replicas that are level with the primary, which is in them itself or nobody
   * is; and only if the primary is where this holder left it or beyond.
   */
  private Set<UUID> level(Shard shard, List<UUID> replicas) {
    Map<UUID, CompletableFuture<Optional<Header>>> asked = new LinkedHashMap<>();
    for (UUID replica : replicas) {
      if (around.record().hasMember(replica)) {
        asked.put(replica, around.map().header(shard.id(), replica).toCompletableFuture());
      }
    }
    Header primary = asked.isEmpty() ? null : found(asked.get(replicas.get(0)));
    if (primary == null || !primary.complete() || !shard.mayBeAt(primary)) {
      return Set.of();
    }
    Set<UUID> level = new HashSet<>();
    asked.forEach(
        (replica, answer) -> {
          Header found = found(answer);
          if (found != null && found.complete() && found.isLevelWith(primary)) {
            level.add(replica);
          }
        });
    return level;
  }

  private static Header found(CompletableFuture<Optional<Header>> answer) {
    if (answer == null) {
      return null;
    }
    try {
      return answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS).orElse(null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } catch (ExecutionException | TimeoutException silent) {
      return null;
    }
  }
}
