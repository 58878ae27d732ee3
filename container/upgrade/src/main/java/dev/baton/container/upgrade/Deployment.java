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
import dev.baton.container.upgrade.stage.Installed;
import dev.baton.container.upgrade.stage.StagedVersion;
import dev.baton.state.map.Placements;
import dev.baton.state.migration.MigrationFailedException;
import dev.baton.state.migration.UnreadableStateException;
import dev.baton.state.protocol.Placement;
import dev.baton.state.shard.Shard;
import dev.baton.state.step.Step;
import dev.baton.state.table.Compatibility;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Deploys services and libraries: new ones, and services whose state was kept. */
final class Deployment {
  private static final Duration MAP_LIMIT = Duration.ofSeconds(5);
  private static final Duration MAP_LOOK = Duration.ofMillis(10);

  private final Node node;

  Deployment(Node node) {
    this.node = node;
  }

  Report deploy(BundleFile file, RunningAct act) throws InterruptedException {
    Report report = file.service() ? service(file, null, act) : library(file, act);
    tryOthersAgain();
    return report;
  }

  /**
   * Deploys a service that is not here, with the state that a backup has of it.
   *
   * @throws RefusedException if that failed; nothing is left of it
   */
  Report restore(RestoredService restored, RunningAct act) throws InterruptedException {
    return service(restored.file(), restored, act);
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
    Installed installed = node.installation().install(file);
    ServiceRecord.Kept kept = keep(file, installed, version);
    node.record().write(new LibraryRecord(file.name(), version, kept.sha256()));
    return Reports.plain("deploy", file.name(), "", version, act, List.of("library bundle"));
  }

  /**
   * @param restored where its state is to come from, or null: none, or the state that is kept
   */
  private Report service(BundleFile file, RestoredService restored, RunningAct act)
      throws InterruptedException {
    String name = file.name();
    String version = file.version().toString();
    ServiceRecord before = withoutRemains(node.record().service(name));
    if (before != null && before.current() != null) {
      throw new RefusedException(
          node.find(name).isEmpty()
              ? notServing(name)
              : name
                  + " is deployed already, as version "
                  + before.current()
                  + ", which keeps serving; 'upgrade FILE' replaces it");
    }
    act.enter(Phase.STAGE);
    Installed installed = node.installation().install(file);
    ServiceRecord.Kept artifact = keep(file, installed, version);
    ServiceRecord begun =
        node.record()
            .write(restored == null ? begin(before, name, artifact) : restored.begin(artifact));
    Step.CHANGE_RECORDED.reached();
    StagedVersion staged = null;
    List<StagedVersion> readers = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    try {
      staged = node.staging().start(installed, new LateCaller(node, name));
      node.staging().ready(staged);
      if (keepsState(begun)) {
        Readers kept = new Readers(node);
        readers.addAll(kept.ready(kept.startBeside(begun, staged.version())));
      }
      if (keepsState(begun) && restored == null) {
        checkFits(begun, readers, staged, notes);
      }
      serve(staged, begun, restored, readers, notes, act);
    } catch (RuntimeException | Error failed) {
      undo(before, begun, restored, staged, readers);
      throw failed;
    }
    String state = restored != null ? "the state of the backup" : "the state kept before";
    return open(node.get(name), readers, notes, keepsState(begun) ? ", with " + state : "", act);
  }

  /**
   * What a first deploy has left whose node died is nobody's: it never served. Nobody else leads a
   * deploy of it now.
   */
  private ServiceRecord withoutRemains(ServiceRecord before) {
    if (before == null || !before.isRemains()) {
      return before;
    }
    node.record().forget(before.name());
    node.map().discard(before.name(), before.incarnation()).toCompletableFuture().join();
    return null;
  }

  /** What a start gave up may have needed what is there now. */
  private void tryOthersAgain() {
    for (ServiceRecord record : node.record().services()) {
      if (record.current() != null && node.find(record.name()).isEmpty()) {
        node.acts()
            .start(
                record.name(),
                "start " + record.name(),
                act -> new Boot(node).again(record.name(), act));
      }
    }
  }

  private static ServiceRecord begin(
      ServiceRecord before, String name, ServiceRecord.Kept artifact) {
    if (before == null) {
      return ServiceRecord.fresh(name, artifact).begin(artifact);
    }
    return (keepsState(before) ? before : before.anew()).begin(artifact);
  }

  private static boolean keepsState(ServiceRecord record) {
    return record.shards() != 0;
  }

  /** A service that is recorded and that the last start could not bring back, in words. */
  String notServing(String name) {
    return name
        + " is deployed, as version "
        + node.record().service(name).current()
        + ", and does not serve; 'status' says why. Deploy what it needs, or mend it and start the node"
        + " again, or 'undeploy "
        + name
        + "', which keeps its state, and 'deploy FILE'";
  }

  /** Compares with the version that left the state, which the record calls the previous one. */
  private static void checkFits(
      ServiceRecord record, List<StagedVersion> readers, StagedVersion staged, List<String> notes) {
    if (staged.version().equals(record.previous())) {
      return;
    }
    readers.stream()
        .filter(reader -> reader.version().equals(record.previous()))
        .findFirst()
        .ifPresentOrElse(
            left -> checkFits(left, staged, notes),
            () ->
                notes.add(
                    "could not be compared with "
                        + record.previous()
                        + ", which left the state and cannot be started; the log says why"));
  }

  private static void checkFits(StagedVersion left, StagedVersion staged, List<String> notes) {
    boolean back = staged.bundle().getVersion().compareTo(left.bundle().getVersion()) < 0;
    Compatibility fits = left.state().compatibility(staged.state(), back);
    if (!fits.possible()) {
      throw new RefusedException(
          staged.label()
              + " cannot take over the state that "
              + left.label()
              + " left: "
              + String.join("; ", fits.problems())
              + ". It is kept; deploy a version that can, or 'undeploy "
              + staged.behindGate().service()
              + " --discard-state' first");
    }
    notes.addAll(fits.notes());
  }

  private ServiceRecord.Kept keep(BundleFile file, Installed installed, String version) {
    try {
      String digest = node.artifacts().keep(file.path());
      Step.ARTIFACT_KEPT.reached();
      return new ServiceRecord.Kept(version, digest);
    } catch (RefusedException full) {
      node.installation().remove(installed);
      throw full;
    }
  }

  private void serve(
      StagedVersion staged,
      ServiceRecord begun,
      RestoredService restored,
      List<StagedVersion> readers,
      List<String> notes,
      RunningAct act)
      throws InterruptedException {
    int shards = staged.stateful() ? staged.state().shards() : 0;
    if (keepsState(begun) && begun.shards() != shards) {
      throw new RefusedException(
          staged.label()
              + " has "
              + shards
              + " shards, and its kept state "
              + begun.shards()
              + "; deploy a version with as many, or 'undeploy "
              + begun.name()
              + " --discard-state' first");
    }
    ServiceRecord record = node.record().write(begun.withShards(shards));
    ServiceGate gate = node.gates().gate(record.name(), staged.state().shards());
    ServiceBundle service =
        new ServiceBundle(record.name(), gate, node.routing(), shards, node.environment(), staged);
    node.running().put(record.name(), service);
    node.staging().prepare(staged);
    notes.addAll(node.routing().add(staged.behindGate()));
    awaitMap(service);
    if (restored != null) {
      restored.fill(service, record.incarnation(), readers, act);
      requireTakenOver(service, "");
      node.record()
          .write(record.moved(false).withPrevious(restored.previous()), placements(service));
      Step.OUTCOME_RECORDED.reached();
      service.brought();
    } else if (keepsState(begun)) {
      // recorded first: it takes all nodes to bring the shards back, and they go by the record
      node.record().write(record.moved(false));
      Step.OUTCOME_RECORDED.reached();
      bringBack(service, record, readers, act);
    } else {
      ServiceRecord created = new Creation(node, service).run(record);
      node.record().write(created.moved(false), placements(service));
      Step.OUTCOME_RECORDED.reached();
      service.brought();
    }
  }

  /** The map is laid out when somebody asks for the first time where it keeps a shard. */
  private void awaitMap(ServiceBundle service) throws InterruptedException {
    long begun = System.nanoTime();
    while (!service.shards().stream().allMatch(this::isKeptSomewhere)
        && System.nanoTime() - begun < MAP_LIMIT.toNanos()) {
      TimeUnit.NANOSECONDS.sleep(MAP_LOOK.toNanos());
    }
  }

  private boolean isKeptSomewhere(Shard shard) {
    return !node.map().replicas(shard.id()).isEmpty();
  }

  private static Placements placements(ServiceBundle service) {
    return new Placements(
        service.shards().stream()
            .map(shard -> Placement.of(shard.header().orElseThrow().copies()))
            .toList());
  }

  private void bringBack(
      ServiceBundle service, ServiceRecord record, List<StagedVersion> readers, RunningAct act)
      throws InterruptedException {
    try {
      new Return(node, service, record, act).bring(readers);
    } catch (UnreadableStateException | MigrationFailedException unreadable) {
      throw new RefusedException(unreadable.getMessage() + ". The state is kept", unreadable);
    }
    requireTakenOver(service, ". The state is kept");
  }

  private static void requireTakenOver(ServiceBundle service, String otherwise) {
    for (Shard shard : service.shards()) {
      shard
          .takeOverFailure()
          .ifPresent(
              failure -> {
                throw new RefusedException(failure + otherwise);
              });
    }
  }

  private Report open(
      ServiceBundle service,
      List<StagedVersion> readers,
      List<String> notes,
      String state,
      RunningAct act)
      throws InterruptedException {
    StagedVersion staged = service.serving();
    if (service.stateful()) {
      service.gate().unsharded().open(staged.unsharded());
      service.shards().stream()
          .filter(s -> s.phase() == dev.baton.state.protocol.Phase.CLOSED)
          .forEach(Shard::open);
    } else {
      Handoff.openAll(service.gate(), staged);
    }
    staged.behindGate().show();
    ServiceRecord record = node.record().service(service.name());
    new Readers(node).keepOne(readers, record, service);
    new Finish(node, service, act).run(record);
    notes.addAll(staged.behindGate().warnings());
    notes.addAll(node.parts().run(service.name()));
    notes.add(service.stateful() ? service.shards().size() + " shards" + state : "stateless");
    return Reports.plain("deploy", service.name(), "", staged.version(), act, notes);
  }

  /** Everything is as it was; what a version may have written of kept state it may have to read. */
  private void undo(
      ServiceRecord before,
      ServiceRecord begun,
      RestoredService restored,
      StagedVersion staged,
      List<StagedVersion> readers)
      throws InterruptedException {
    boolean touched = node.find(begun.name()).isPresent();
    node.withdraw(begun.name());
    if (staged != null) {
      node.staging().remove(staged);
    }
    for (StagedVersion reader : readers) {
      node.staging().remove(reader);
    }
    if (before != null) {
      node.record().write(touched && keepsState(before) ? begun.abandon() : before);
    } else {
      node.record().forget(begun.name());
    }
    if (restored != null || !keepsState(begun)) {
      node.map().discard(begun.name(), begun.incarnation()).toCompletableFuture().join();
    }
  }
}
