package dev.baton.container.upgrade;

import dev.baton.container.Phase;
import dev.baton.container.Report;
import dev.baton.container.upgrade.act.RunningAct;
import dev.baton.container.upgrade.handoff.ServiceBundle;
import dev.baton.container.upgrade.record.LibraryRecord;
import dev.baton.container.upgrade.record.ServiceRecord;
import dev.baton.container.upgrade.stage.StagedVersion;
import dev.baton.state.step.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Removes services and libraries. The record goes first: what a crash leaves of the rest, the next
 * start takes away.
 */
final class Removal {
  private static final Duration LAST_CALLS_LIMIT = Duration.ofSeconds(5);

  private final Node node;

  Removal(Node node) {
    this.node = node;
  }

  /** Removes a service; its state stays unless it is discarded. */
  Report undeploy(String name, boolean discardState, RunningAct act) throws InterruptedException {
    ServiceRecord record = node.record().service(name);
    Optional<ServiceBundle> service = node.find(name);
    if (record == null || (record.current() == null && !discardState)) {
      return undeployLibrary(name, act);
    }
    String version = record.current() == null ? "" : record.current();
    act.enter(Phase.FINISH);
    if (discardState) {
      node.record().forget(name);
    } else {
      node.record().write(record.undeployed());
    }
    Step.OUTCOME_RECORDED.reached();
    node.problems().remove(name);
    List<String> notes = new ArrayList<>();
    if (service.isPresent()) {
      notes.addAll(withdraw(service.get()));
    }
    if (discardState) {
      node.map().discard(name, record.incarnation()).toCompletableFuture().join();
    }
    Step.FINISH_RECORDED.reached();
    notes.add(
        discardState
            ? "its state is discarded"
            : record.shards() == 0 ? "it had no state" : "its state is kept for a later deploy");
    return Reports.plain("undeploy", name, version, "", act, notes);
  }

  /**
   * Ends a service on this node; what is recorded of it stays.
   *
   * @return what did not end in time, in words
   */
  List<String> withdraw(ServiceBundle service) throws InterruptedException {
    List<String> notes = service.end("it is being undeployed", LAST_CALLS_LIMIT);
    node.withdraw(service.name());
    remove(service.serving());
    if (service.staged() != null) {
      remove(service.staged());
    }
    return notes;
  }

  private void remove(StagedVersion version) throws InterruptedException {
    node.routing().remove(version.behindGate());
    node.staging().remove(version);
  }

  private Report undeployLibrary(String name, RunningAct act) {
    List<LibraryRecord> found =
        node.record().libraries().stream().filter(l -> l.name().equals(name)).toList();
    if (found.isEmpty()) {
      throw node.unknown(name);
    }
    for (LibraryRecord library : found) {
      node.installation().removeLibrary(library.name(), library.version());
      node.record().forget(library);
    }
    return Reports.plain(
        "undeploy",
        name,
        String.join(", ", found.stream().map(LibraryRecord::version).toList()),
        "",
        act,
        List.of("library bundle"));
  }
}
