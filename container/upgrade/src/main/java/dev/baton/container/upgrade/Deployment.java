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
import dev.baton.container.upgrade.stage.Staging.Installed;
import dev.baton.state.protocol.Header;
import dev.baton.state.shard.Shard;
import dev.baton.state.step.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Deploys new services and libraries, and removes them. */
final class Deployment {
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);
  private static final Duration LAST_CALLS_LIMIT = Duration.ofSeconds(5);

  private final Node node;

  Deployment(Node node) {
    this.node = node;
  }

  Report deploy(BundleFile file, RunningAct act) throws InterruptedException {
    return file.service() ? service(file, act) : library(file, act);
  }

  private Report library(BundleFile file, RunningAct act) {
    String version = file.version().toString();
    boolean there =
        node.record().libraries().stream()
            .anyMatch(l -> l.name().equals(file.name()) && l.version().equals(version));
    if (there) {
      throw new RefusedException(
          "Library " + file + " is deployed already; a changed one needs another version");
    }
    act.enter(Phase.STAGE);
    node.staging().install(file);
    String digest = node.artifacts().keep(file.path());
    Step.ARTIFACT_KEPT.reached();
    node.record().write(new LibraryRecord(file.name(), version, digest));
    return Reports.plain("deploy", file.name(), "", version, act, List.of("library bundle"));
  }

  private Report service(BundleFile file, RunningAct act) throws InterruptedException {
    String name = file.name();
    String version = file.version().toString();
    ServiceRecord before = node.record().service(name);
    if (before != null && before.current() != null) {
      throw new RefusedException(
          name
              + " is deployed already, as version "
              + before.current()
              + ", which keeps serving; 'upgrade FILE' replaces it");
    }
    act.enter(Phase.STAGE);
    Installed installed = node.staging().install(file);
    ServiceRecord.Kept kept = keep(file, installed, version);
    ServiceRecord fresh = before == null ? ServiceRecord.fresh(name, kept) : before;
    ServiceRecord record = node.record().write(fresh.begin(kept));
    Step.CHANGE_RECORDED.reached();
    StagedVersion staged = null;
    try {
      staged = node.staging().start(installed, new LateCaller(node, name));
      node.staging().ready(staged);
      return serve(staged, record, act);
    } catch (RuntimeException | Error failed) {
      undo(before, staged, name);
      throw failed;
    }
  }

  private ServiceRecord.Kept keep(BundleFile file, Installed installed, String version) {
    try {
      String digest = node.artifacts().keep(file.path());
      Step.ARTIFACT_KEPT.reached();
      return new ServiceRecord.Kept(version, digest);
    } catch (RefusedException full) {
      node.staging().remove(installed);
      throw full;
    }
  }

  private Report serve(StagedVersion staged, ServiceRecord begun, RunningAct act)
      throws InterruptedException {
    ServiceRecord record = begun;
    int shards = staged.stateful() ? staged.state().shards() : 0;
    if (record.shards() != 0 && record.shards() != shards) {
      throw new RefusedException(
          staged.label()
              + " has "
              + shards
              + " shards, and its kept state "
              + record.shards()
              + "; deploy a version with as many, or 'undeploy "
              + record.name()
              + " --discard-state' first");
    }
    boolean kept = record.shards() != 0;
    record = node.record().write(record.withShards(shards));
    ServiceGate gate = node.gates().gate(record.name(), staged.state().shards());
    ServiceBundle service =
        new ServiceBundle(record.name(), gate, shards, node.environment(), staged);
    node.running().put(record.name(), service);
    node.staging().prepare(staged);
    if (kept) {
      new Return(node, service, record, act).bring(List.of());
    } else {
      create(service, record.incarnation());
    }
    record = node.record().write(record.moved(false));
    Step.OUTCOME_RECORDED.reached();
    open(service, staged);
    node.record().write(record.finished());
    Step.FINISH_RECORDED.reached();
    return Reports.plain(
        "deploy", record.name(), "", staged.version(), act, notes(staged, service, kept));
  }

  private static void open(ServiceBundle service, StagedVersion staged) {
    if (service.stateful()) {
      service.gate().unsharded().open(staged.unsharded());
      service.shards().stream()
          .filter(s -> service.gate().shard(s.id().number()).occupant() == null)
          .forEach(Shard::open);
    } else {
      Handoff.openAll(service.gate(), staged);
    }
    staged.behindGate().show();
  }

  private void create(ServiceBundle service, UUID incarnation) {
    for (Shard shard : service.shards()) {
      shard.create(service.serving().state(), incarnation, ANSWER_LIMIT);
    }
  }

  private static List<String> notes(StagedVersion staged, ServiceBundle service, boolean kept) {
    List<String> notes = new java.util.ArrayList<>(staged.behindGate().warnings());
    notes.add(
        service.stateful()
            ? service.shards().size() + " shards" + (kept ? ", with the state kept before" : "")
            : "stateless");
    return notes;
  }

  private void undo(ServiceRecord before, StagedVersion staged, String name)
      throws InterruptedException {
    ServiceBundle service = node.running().remove(name);
    if (service != null) {
      service.shards().forEach(Shard::discard);
    }
    node.gates().remove(name);
    if (staged != null) {
      node.staging().remove(staged);
    }
    if (before != null) {
      node.record().write(before);
    } else {
      discard(node.record().service(name));
    }
  }

  /** Removes a service; its state stays unless it is discarded. */
  Report undeploy(String name, boolean discardState, RunningAct act) throws InterruptedException {
    ServiceRecord record = node.record().service(name);
    Optional<ServiceBundle> service = node.find(name);
    if (service.isEmpty() && (record == null || !discardState)) {
      return undeployLibrary(name, act);
    }
    String version = record.current() == null ? "" : record.current();
    act.enter(Phase.FINISH);
    if (discardState) {
      node.record().forget(name);
    } else {
      node.record().write(record.undeployed());
    }
    List<String> notes = new ArrayList<>();
    if (service.isPresent()) {
      notes.addAll(service.get().end("it is being undeployed", LAST_CALLS_LIMIT));
      node.running().remove(name);
      node.gates().remove(name);
      service.get().shards().forEach(Shard::discard);
      node.staging().remove(service.get().serving());
      if (service.get().staged() != null) {
        node.staging().remove(service.get().staged());
      }
    }
    if (discardState) {
      node.map().discard(name, record.incarnation()).toCompletableFuture().join();
    }
    notes.add(
        discardState
            ? "its state is discarded"
            : record.shards() == 0 ? "it had no state" : "its state is kept for a later deploy");
    return Reports.plain("undeploy", name, version, "", act, notes);
  }

  private Report undeployLibrary(String name, RunningAct act) {
    List<LibraryRecord> found =
        node.record().libraries().stream().filter(l -> l.name().equals(name)).toList();
    if (found.isEmpty()) {
      throw node.unknown(name);
    }
    for (LibraryRecord library : found) {
      node.staging().removeLibrary(library.name(), library.version());
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

  private void discard(ServiceRecord record) {
    node.record().forget(record.name());
    node.map().discard(record.name(), record.incarnation()).toCompletableFuture().join();
  }

  /** The header in the map, if the service was undeployed while the node stayed up. */
  static Optional<Header> header(Node node, Shard shard) {
    return node.map().header(shard.id()).toCompletableFuture().join();
  }
}
