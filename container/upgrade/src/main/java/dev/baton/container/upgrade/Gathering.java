package dev.baton.container.upgrade;

import dev.baton.container.HandoffOptions;
import dev.baton.container.RefusedException;
import dev.baton.container.cluster.Peer;
import dev.baton.container.upgrade.act.RunningAct;
import dev.baton.container.upgrade.handoff.Figures;
import dev.baton.container.upgrade.handoff.ServiceBundle;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Has every shard of a service held by one version, in its schema, before another version goes that
 * could read what this one cannot.
 *
 * <p>A node that dies in a change leaves shards that nobody holds for a moment, and that are in the
 * map as the other version wrote them. Whoever takes them over needs that version for it, and may
 * hold them with it. So this asks all nodes again and again until each shard has been seen, at some
 * moment, held by the version that stays and written in its schema; from then on it is.
 */
final class Gathering {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final long LOOK_AGAIN_MS = 200;

  private final Node node;
  private final ServiceBundle service;
  private final RunningAct act;
  private final Part part;
  private final Set<Integer> missing = new TreeSet<>();
  private RefusedException failed;

  Gathering(Node node, ServiceBundle service, RunningAct act) {
    this.node = node;
    this.service = service;
    this.act = act;
    this.part = new Part(node, service, act);
  }

  /**
   * Returns when all shards are level with the version that serves here.
   *
   * @throws RefusedException if some are not in time; says which. The other version is to stay.
   */
  void onServing() throws InterruptedException {
    IntStream.range(0, service.shards().size()).forEach(missing::add);
    if (missing.isEmpty()) {
      return;
    }
    String version = service.serving().version();
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      failed = null;
      gather(version);
      if (missing.isEmpty()) {
        act.waitsFor("");
        return;
      }
      act.waitsFor(missing.size() + " shards that " + version + " does not hold yet");
      if (System.nanoTime() - deadline > 0) {
        throw refusal(version);
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MS);
    }
  }

  private void gather(String version) throws InterruptedException {
    try {
      Figures unused = part.handOver(version, HandoffOptions.defaults());
      missing.removeAll(part.reencode());
    } catch (RefusedException notNow) {
      failed = notNow;
    }
    for (Peer peer : node.parts().others()) {
      try {
        missing.removeAll(node.parts().gather(peer, service.name(), version));
      } catch (RefusedException notNow) {
        failed = notNow;
      }
    }
  }

  private RefusedException refusal(String version) {
    return new RefusedException(
        service.name()
            + " "
            + version
            + " does not hold all shards in its schema after "
            + LIMIT.toSeconds()
            + " s, so the other version stays beside it; missing: "
            + missing.stream()
                .map(shard -> service.name() + "#" + shard)
                .collect(Collectors.joining(", "))
            + (failed == null ? "" : ". " + failed.getMessage()),
        failed);
  }
}
