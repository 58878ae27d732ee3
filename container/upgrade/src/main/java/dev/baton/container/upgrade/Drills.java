package dev.baton.container.upgrade;

import dev.baton.container.Phase;
import dev.baton.container.RefusedException;
import dev.baton.container.Report;
import dev.baton.container.cluster.Peer;
import dev.baton.container.upgrade.act.RunningAct;
import dev.baton.container.upgrade.handoff.Figures;
import dev.baton.container.upgrade.handoff.ServiceBundle;
import dev.baton.container.upgrade.nodes.Ranges;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drills over the nodes, on an operator's word or as a schedule. */
final class Drills {
  private static final Logger LOG = LoggerFactory.getLogger(Drills.class);
  private static final String PROBLEM = "node drill";
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  /** The setting that says how often. */
  static final String EVERY = "baton.drill.every";

  private final Node node;

  Drills(Node node) {
    this.node = node;
  }

  /**
   * Has each node, or one, prove that the shards it holds could be taken over.
   *
   * @param holder the node, or empty for all
   * @throws RefusedException if some could not; names them and says why
   */
  Report run(Optional<UUID> holder, RunningAct act) throws InterruptedException {
    act.enter(Phase.CATCH_UP);
    Set<String> problems = new LinkedHashSet<>();
    List<Figures> figures = new ArrayList<>();
    for (ServiceBundle service : node.all()) {
      if (service.stateful()) {
        EveryShard every = new EveryShard(service.shards().size(), () -> asked(holder));
        List<Integer> missing =
            every.look((peer, seen) -> figures.add(drill(peer, service, seen, problems, act)));
        if (holder.isEmpty() && !missing.isEmpty()) {
          problems.add(service.name() + ": no node that answered holds " + Ranges.of(missing));
        }
      }
    }
    Figures all = figures.stream().reduce(Figures.NONE, Figures::plus);
    if (!problems.isEmpty()) {
      throw new RefusedException(
          all.closed().size()
              + " shards could be taken over, and others could not; nothing was changed:\n"
              + String.join("\n", problems));
    }
    Duration longest = all.closed().stream().max(Duration::compareTo).orElse(Duration.ZERO);
    String taken =
        all.closed().size()
            + " shards with "
            + all.entries()
            + " entries could be taken over; to compare one, its calls waited "
            + longest.toMillis()
            + " ms at most";
    return Reports.plain("drill", "", "", "", act, List.of(taken));
  }

  private List<Peer> asked(Optional<UUID> holder) {
    return node.cluster().peers().stream()
        .filter(peer -> holder.isEmpty() || holder.get().equals(peer.node()))
        .toList();
  }

  private Figures drill(
      Peer peer,
      ServiceBundle service,
      Set<Integer> seen,
      Collection<String> problems,
      RunningAct act)
      throws InterruptedException {
    act.waitsFor(peer.name());
    try {
      return peer.equals(node.cluster().self())
          ? new Drill(node, service, act).run(seen, problems)
          : node.parts().drill(peer, service.name(), seen, problems);
    } catch (RefusedException failed) {
      problems.add(service.name() + " on " + peer.name() + ": " + failed.getMessage());
      return Figures.NONE;
    }
  }

  /**
   * Drills the shards that this node holds again and again; what could not be taken over is a
   * problem of the node until a drill goes well.
   *
   * @param every as in {@code 24h} or {@code 1h30m}; null or blank for never
   */
  void schedule(String every, ScheduledExecutorService timers) {
    try {
      interval(every).ifPresent(interval -> schedule(interval, timers));
    } catch (IllegalArgumentException unknown) {
      LOG.error("{}. No drill runs by itself", unknown.getMessage());
      node.problems().put(PROBLEM, unknown.getMessage() + ". No drill runs by itself");
    }
  }

  private void schedule(Duration interval, ScheduledExecutorService timers) {
    timers.scheduleWithFixedDelay(
        () -> node.acts().start("node drill", "drill of this node's shards", this::scheduled),
        interval.toMillis(),
        interval.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  /**
   * How often, if ever.
   *
   * @throws IllegalArgumentException naming what is no length of time
   */
  static Optional<Duration> interval(String given) {
    if (given == null || given.isBlank()) {
      return Optional.empty();
    }
    String wrong = EVERY + " is '" + given + "'; it is a length of time such as 24h or 30m";
    try {
      Duration interval = Duration.parse("PT" + given.strip());
      if (interval.compareTo(SHORTEST) < 0) {
        throw new IllegalArgumentException(wrong + ", " + SHORTEST.toSeconds() + "s at least");
      }
      return Optional.of(interval);
    } catch (DateTimeParseException unreadable) {
      throw new IllegalArgumentException(wrong, unreadable);
    }
  }

  private Report scheduled(RunningAct act) throws InterruptedException {
    try {
      Report report = run(Optional.of(node.cluster().self().node()), act);
      node.problems().remove(PROBLEM);
      LOG.info("Drill: {}", report.notes());
      return report;
    } catch (RefusedException failed) {
      node.problems().put(PROBLEM, "The last drill: " + failed.getMessage());
      LOG.warn("Drill: {}", failed.getMessage());
      throw failed;
    }
  }
}
