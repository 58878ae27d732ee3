package dev.baton.container.upgrade;

import dev.baton.container.RefusedException;
import dev.baton.container.gate.ServiceGate;
import dev.baton.container.upgrade.act.RunningAct;
import dev.baton.container.upgrade.artifact.BundleFile;
import dev.baton.container.upgrade.handoff.Handoff;
import dev.baton.container.upgrade.handoff.ServiceBundle;
import dev.baton.container.upgrade.record.LibraryRecord;
import dev.baton.container.upgrade.record.ServiceRecord;
import dev.baton.container.upgrade.stage.StagedVersion;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.ShardId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings back what the node served before it was stopped, however it was.
 *
 * <p>Libraries first; then every service's version and its readers are started behind the gates;
 * then those that are ready serve, until no more become ready (one service may need another). What
 * cannot serve is a problem of that service, told in {@code status}; the node serves the others.
 */
final class Boot {
  private static final Logger LOG = LoggerFactory.getLogger(Boot.class);
  private static final Duration PATIENCE = Duration.ofMillis(50);
  private static final Duration LAST_PATIENCE = Duration.ofSeconds(5);

  private final Node node;

  /** A service that is started behind the gate and waits to serve. */
  private record Waiting(ServiceRecord record, StagedVersion current, List<StagedVersion> others) {}

  Boot(Node node) {
    this.node = node;
  }

  void run() throws InterruptedException {
    discardOrphans();
    node.record().libraries().forEach(this::library);
    List<Waiting> waiting = new ArrayList<>();
    for (ServiceRecord record : node.record().services()) {
      if (record.current() != null) {
        start(record, waiting);
      }
    }
    boolean progress = true;
    while (!waiting.isEmpty()) {
      Duration patience = progress ? PATIENCE : LAST_PATIENCE;
      int before = waiting.size();
      boolean last = !progress;
      for (Waiting each : List.copyOf(waiting)) {
        if (serve(each, patience, last)) {
          waiting.remove(each);
        }
      }
      progress = waiting.size() < before;
    }
  }

  /** State of services that were discarded, or whose first deploy was interrupted. */
  private void discardOrphans() {
    for (ServiceRecord record : node.record().services()) {
      if (record.current() == null && record.previous() == null) {
        LOG.warn("The first deploy of {} was interrupted; it is forgotten", record.name());
        node.record().forget(record.name());
      } else if (record.current() == null && record.next() != null) {
        node.record().write(record.abandon());
      }
    }
    for (Map.Entry<ShardId, Header> each : node.store().shards().entrySet()) {
      ServiceRecord record = node.record().service(each.getKey().service());
      if (record == null || !record.incarnation().equals(each.getValue().incarnation())) {
        node.store().discard(each.getKey().service(), each.getValue().incarnation());
      }
    }
  }

  private void library(LibraryRecord library) {
    try {
      node.staging().install(BundleFile.read(node.artifacts().verified(library.sha256())));
    } catch (RefusedException failed) {
      problem(library.name(), failed);
    }
  }

  private void start(ServiceRecord record, List<Waiting> waiting) throws InterruptedException {
    try {
      StagedVersion current = start(record, record.current());
      List<StagedVersion> others = new ArrayList<>();
      for (String reader : record.readers()) {
        if (!reader.equals(record.current())) {
          reader(record, reader, others);
        }
      }
      waiting.add(new Waiting(record, current, others));
    } catch (RefusedException failed) {
      problem(record.name(), failed);
    }
  }

  private void reader(ServiceRecord record, String version, List<StagedVersion> others)
      throws InterruptedException {
    try {
      others.add(start(record, version));
    } catch (RefusedException failed) {
      LOG.warn(
          "{} {} cannot be started as a reader: {}", record.name(), version, failed.getMessage());
    }
  }

  private StagedVersion start(ServiceRecord record, String version) throws InterruptedException {
    ServiceRecord.Kept kept = record.artifact(version);
    if (kept == null) {
      throw new RefusedException("No artifact of " + record.name() + " " + version + " is kept");
    }
    BundleFile file = BundleFile.read(node.artifacts().verified(kept.sha256()));
    return node.staging().start(node.staging().install(file), new LateCaller(node, record.name()));
  }

  /**
   * @return whether the service is done with, for better or worse
   */
  private boolean serve(Waiting each, Duration patience, boolean last) throws InterruptedException {
    try {
      node.staging().ready(each.current, patience);
    } catch (RefusedException notReady) {
      if (last) {
        problem(each.record.name(), notReady);
      }
      return last;
    }
    List<StagedVersion> readers = new ArrayList<>();
    for (StagedVersion other : each.others) {
      try {
        node.staging().ready(other, LAST_PATIENCE);
        readers.add(other);
      } catch (RefusedException unusable) {
        LOG.warn("No reader: {}", unusable.getMessage());
        node.staging().remove(other);
      }
    }
    try {
      serve(each.record, each.current, readers);
    } catch (RuntimeException failed) {
      problem(each.record.name(), failed);
    }
    return true;
  }

  private void serve(ServiceRecord recorded, StagedVersion current, List<StagedVersion> readers)
      throws InterruptedException {
    ServiceRecord record = recorded;
    StagedVersion serving = current;
    StagedVersion forward = forward(record, current, readers);
    if (forward != null) {
      readers.remove(forward);
      readers.add(current);
      serving = forward;
      record = node.record().write(record.moved(false));
    } else if (record.next() != null) {
      LOG.warn(
          "The change of {} to {} was interrupted; {} serves",
          record.name(),
          record.next(),
          current.label());
      record = node.record().write(record.abandon());
    }
    ServiceGate gate = node.gates().gate(record.name(), serving.state().shards());
    ServiceBundle service =
        new ServiceBundle(record.name(), gate, record.shards(), node.environment(), serving);
    node.running().put(record.name(), service);
    node.staging().prepare(serving);
    RunningAct boot = new RunningAct("boot of " + record.name());
    if (service.stateful()) {
      new Return(node, service, record, boot).bring(readers);
      gate.unsharded().open(serving.unsharded());
    } else {
      Handoff.openAll(gate, serving);
    }
    serving.behindGate().show();
    if (!readers.isEmpty()) {
      service.stage(readers.get(0));
    }
    if (!record.isFinished() && !record.held()) {
      node.acts()
          .start(
              record.name(),
              "finish " + record.name(),
              act -> {
                ServiceRecord now = node.record().service(service.name());
                new Finish(node, service, act).run(now);
                return Reports.plain("finish", now.name(), "", now.current(), act, List.of());
              });
    }
  }

  /** The version an interrupted change was going to, if what it wrote leaves no way back. */
  private StagedVersion forward(
      ServiceRecord record, StagedVersion current, List<StagedVersion> others) {
    if (record.next() == null) {
      return null;
    }
    boolean moved =
        node.store().shards().entrySet().stream()
            .filter(e -> e.getKey().service().equals(record.name()))
            .anyMatch(e -> e.getValue().holder().version().equals(record.next()));
    return others.stream()
        .filter(o -> moved && o.version().equals(record.next()))
        .filter(o -> !o.state().compatibility(current.state(), true).possible())
        .findFirst()
        .orElse(null);
  }

  private void problem(String service, RuntimeException failed) {
    LOG.error("{} does not serve: {}", service, failed.getMessage(), failed);
    node.problems().put(service, service + " does not serve: " + failed.getMessage());
  }
}
