package dev.baton.container.upgrade;

import dev.baton.container.Phase;
import dev.baton.container.RefusedException;
import dev.baton.container.Report;
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
import dev.baton.state.step.Step;
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
 * What is to be finished {@link Following} finishes.
 */
final class Boot {
  private static final Logger LOG = LoggerFactory.getLogger(Boot.class);
  private static final Duration PATIENCE = Duration.ofMillis(50);
  private static final Duration LAST_PATIENCE = Duration.ofSeconds(5);

  private final Node node;
  private final Readers readers;

  /** A service that is started behind the gate and waits to serve. */
  private record Waiting(ServiceRecord record, StagedVersion current, List<StagedVersion> others) {}

  Boot(Node node) {
    this.node = node;
    this.readers = new Readers(node);
  }

  void run() throws InterruptedException {
    node.record().refresh();
    if (node.isAlone()) {
      discardOrphans();
    }
    for (LibraryRecord library : node.record().libraries()) {
      library(library);
    }
    bringBack(node.record().services().stream().filter(r -> r.current() != null).toList());
  }

  /**
   * Tries once more to bring a service back; called when something was deployed that it may need.
   * Another act may have removed it meanwhile, or brought it back.
   *
   * @throws RefusedException if it still cannot serve; says why
   */
  Report again(String service, RunningAct act) throws InterruptedException {
    act.enter(Phase.STAGE);
    ServiceRecord record = node.record().service(service);
    if (record == null || record.current() == null || node.find(service).isPresent()) {
      return Reports.plain("start", service, "", "", act, List.of("nothing was to be done"));
    }
    bringBack(List.of(record));
    String problem = node.problems().get(record.name());
    if (problem != null) {
      throw new RefusedException(problem);
    }
    return Reports.plain("start", record.name(), "", record.current(), act, List.of());
  }

  private void bringBack(List<ServiceRecord> records) throws InterruptedException {
    List<Waiting> waiting = new ArrayList<>();
    for (ServiceRecord record : records) {
      start(record, waiting);
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

  private void library(LibraryRecord library) throws InterruptedException {
    try {
      node.installation().install(BundleFile.read(node.exchange().bring(library.sha256())));
    } catch (RefusedException failed) {
      problem(library.name(), failed);
    }
  }

  private void start(ServiceRecord record, List<Waiting> waiting) throws InterruptedException {
    try {
      StagedVersion current = readers.start(record, record.current());
      waiting.add(new Waiting(record, current, readers.startBeside(record, record.current())));
    } catch (RefusedException failed) {
      problem(record.name(), failed);
    }
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
        remove(each.current, each.others);
      }
      return last;
    }
    List<StagedVersion> ready = readers.ready(each.others);
    try {
      serve(each.record, each.current, new ArrayList<>(ready));
    } catch (RuntimeException failed) {
      problem(each.record.name(), failed);
      node.withdraw(each.record.name());
      remove(each.current, ready);
    }
    return true;
  }

  /** A version that does not serve is in the way of the operator who mends that. */
  private void remove(StagedVersion current, List<StagedVersion> others)
      throws InterruptedException {
    node.routing().remove(current.behindGate());
    node.staging().remove(current);
    for (StagedVersion other : others) {
      node.staging().remove(other);
    }
  }

  private void serve(ServiceRecord recorded, StagedVersion current, List<StagedVersion> others)
      throws InterruptedException {
    ServiceRecord record = recorded;
    StagedVersion serving = current;
    StagedVersion forward = forward(record, current, others);
    if (forward != null) {
      others.remove(forward);
      others.add(current);
      serving = forward;
      record = node.record().write(record.moved(false)); // nobody leads it any more
      Step.OUTCOME_RECORDED.reached();
    }
    ServiceGate gate = node.gates().gate(record.name(), serving.state().shards());
    ServiceBundle service =
        new ServiceBundle(
            record.name(), gate, node.routing(), record.shards(), node.environment(), serving);
    node.running().put(record.name(), service);
    node.staging().prepare(serving);
    for (String uncallable : node.routing().add(serving.behindGate())) {
      LOG.warn("{}", uncallable);
    }
    if (service.stateful()) {
      RunningAct boot = new RunningAct("boot of " + record.name());
      new Return(node, service, record, boot).bring(others);
      gate.unsharded().open(serving.unsharded());
    } else {
      Handoff.openAll(gate, serving);
    }
    serving.behindGate().show();
    node.problems().remove(record.name());
    if (record.next() != null && node.isAlone()) {
      record = abandoned(record, current);
    }
    readers.keepOne(others, record, service);
  }

  /**
   * An interrupted change is over when the old version serves, and not before: while it cannot, the
   * next one may still have to.
   */
  private ServiceRecord abandoned(ServiceRecord record, StagedVersion current) {
    LOG.warn(
        "The change of {} to {} was interrupted; {} serves",
        record.name(),
        record.next(),
        current.label());
    return node.record().write(record.abandon());
  }

  /**
   * The version an interrupted change was going to, if what it wrote leaves no way back and nobody
   * leads that change still.
   */
  private StagedVersion forward(
      ServiceRecord record, StagedVersion current, List<StagedVersion> others) {
    if (record.next() == null || node.isLed(record.name())) {
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
