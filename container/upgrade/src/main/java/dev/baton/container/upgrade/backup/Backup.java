package dev.baton.container.upgrade.backup;

import dev.baton.container.Phase;
import dev.baton.container.RefusedException;
import dev.baton.container.upgrade.act.RunningAct;
import dev.baton.container.upgrade.artifact.ArtifactExchange;
import dev.baton.container.upgrade.record.ClusterRecord;
import dev.baton.container.upgrade.record.LibraryRecord;
import dev.baton.container.upgrade.record.ServiceRecord;
import dev.baton.container.upgrade.record.ServiceRecord.Kept;
import dev.baton.state.protocol.ShardId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Writes a backup. Nothing is held up meanwhile. A service whose version changes while it is being
 * read makes it fail: then nobody could say which version reads what was read.
 */
public final class Backup {
  private final ClusterRecord record;
  private final ArtifactExchange exchange;
  private final Shards shards;
  private final Writer writer;
  private final List<String> notes = new ArrayList<>();
  private long done;
  private long all;

  /**
   * Who writes it.
   *
   * @param baton its version of Baton
   * @param node its name
   * @param cluster the names of the nodes of its cluster
   */
  public record Writer(String baton, String node, List<String> cluster) {}

  public Backup(ClusterRecord record, ArtifactExchange exchange, Shards shards, Writer writer) {
    this.record = record;
    this.exchange = exchange;
    this.shards = shards;
    this.writer = writer;
  }

  /**
   * Writes it.
   *
   * @return what the operator should know of it
   * @throws RefusedException if it cannot be written; nothing is left of it
   */
  public List<String> write(Path directory, RunningAct act) throws InterruptedException {
    record.refresh();
    List<LibraryRecord> libraries = record.libraries();
    List<ServiceRecord> services = deployed();
    if (services.isEmpty() && libraries.isEmpty()) {
      throw new RefusedException("Nothing is deployed that could be backed up");
    }
    act.enter(Phase.COPY);
    Instant begun = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    all = services.stream().mapToLong(ServiceRecord::shards).sum();
    try (UnfinishedBackup backup = UnfinishedBackup.begin(directory)) {
      for (LibraryRecord library : libraries) {
        backup.artifact(exchange.bring(library.sha256()), library.sha256());
      }
      List<Manifest.Service> written = new ArrayList<>();
      for (ServiceRecord service : services) {
        written.add(service(service, backup, act));
      }
      Manifest manifest =
          new Manifest(
              Manifest.FORMAT,
              writer.baton,
              begun.toString(),
              writer.node,
              writer.cluster,
              libraries,
              written);
      backup.finish(manifest);
      notes.add(0, summary(manifest));
      return notes;
    } catch (IOException failed) {
      throw new RefusedException(
          "The backup could not be written, and nothing is left of it: " + failed, failed);
    }
  }

  private List<ServiceRecord> deployed() {
    List<ServiceRecord> deployed = new ArrayList<>();
    for (ServiceRecord each : record.services()) {
      if (each.current() != null) {
        requireUnchanging(each);
        deployed.add(each);
      } else if (each.shards() > 0 && each.previous() != null) {
        notes.add(
            each.name() + " is undeployed: the state that is kept of it is not in the backup");
      }
    }
    return deployed;
  }

  private static void requireUnchanging(ServiceRecord service) {
    if (service.next() != null) {
      throw new RefusedException(
          service.name()
              + " is being changed from "
              + service.current()
              + " to "
              + service.next()
              + "; back up when that is over");
    }
  }

  private Manifest.Service service(ServiceRecord service, UnfinishedBackup backup, RunningAct act)
      throws IOException, InterruptedException {
    List<Kept> artifacts = artifacts(service, backup);
    List<Manifest.Shard> written = new ArrayList<>();
    if (service.shards() > 0) {
      Shards.Look look = shards.at(service.name(), service.incarnation());
      for (int number = 0; number < service.shards(); number++) {
        ShardId shard = new ShardId(service.name(), number);
        act.count(done++, all, "shards");
        ShardExport export = look.bring(shard, backup.shard(shard), act);
        backup.written(shard, export.sha256());
        written.add(
            new Manifest.Shard(
                number,
                export.header().epoch(),
                export.header().sequence(),
                export.totals().entries(),
                export.totals().bytes(),
                export.sha256()));
      }
    }
    Set<String> readers = new LinkedHashSet<>(service.readers());
    readers.addAll(requireSame(service).readers());
    return new Manifest.Service(
        service.name(), service.current(), service.previous(), readers, artifacts, written);
  }

  /** The artifacts without which the state cannot be read, and the others if they are there. */
  private List<Kept> artifacts(ServiceRecord service, UnfinishedBackup backup)
      throws IOException, InterruptedException {
    List<Kept> artifacts = new ArrayList<>();
    for (Kept kept : service.kept()) {
      try {
        backup.artifact(exchange.bring(kept.sha256()), kept.sha256());
        artifacts.add(kept);
      } catch (RefusedException gone) {
        if (kept.version().equals(service.current())
            || service.readers().contains(kept.version())) {
          throw gone;
        }
        notes.add(service.name() + " " + kept.version() + " is not in it: " + gone.getMessage());
      }
    }
    return artifacts;
  }

  private ServiceRecord requireSame(ServiceRecord before) {
    record.refresh();
    ServiceRecord now = record.service(before.name());
    if (now == null
        || !now.incarnation().equals(before.incarnation())
        || !before.current().equals(now.current())) {
      throw new RefusedException(
          before.name() + " was changed while it was backed up; nothing is left, back up again");
    }
    requireUnchanging(now);
    return now;
  }

  private static String summary(Manifest manifest) {
    long entries = 0;
    long bytes = 0;
    long shards = 0;
    for (Manifest.Service service : manifest.services()) {
      shards += service.shards().size();
      for (Manifest.Shard shard : service.shards()) {
        entries += shard.entries();
        bytes += shard.bytes();
      }
    }
    return String.join(
        ", ",
        count(manifest.services().size(), "service", "services"),
        count(manifest.libraries().size(), "library", "libraries"),
        count(shards, "shard", "shards"),
        count(entries, "entry", "entries"),
        count(bytes, "byte", "bytes") + " of keys and values");
  }

  private static String count(long number, String one, String more) {
    return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : more);
  }
}
