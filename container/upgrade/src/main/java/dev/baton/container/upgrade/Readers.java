package dev.baton.container.upgrade;

import dev.baton.container.RefusedException;
import dev.baton.container.upgrade.artifact.BundleFile;
import dev.baton.container.upgrade.handoff.ServiceBundle;
import dev.baton.container.upgrade.record.ServiceRecord;
import dev.baton.container.upgrade.stage.StagedVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts versions from their kept artifacts: those whose schema may still be in map or store have
 * to read what the version that is to serve cannot.
 */
final class Readers {
  private static final Logger LOG = LoggerFactory.getLogger(Readers.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Node node;

  Readers(Node node) {
    this.node = node;
  }

  /**
   * Starts every reader of the record beside one version; one that cannot be started is told in the
   * log, and missed only if something is found that no other version reads.
   *
   * @return they may not be ready yet
   */
  List<StagedVersion> startBeside(ServiceRecord record, String version)
      throws InterruptedException {
    List<StagedVersion> started = new ArrayList<>();
    for (String reader : record.readers()) {
      if (!reader.equals(version)) {
        try {
          started.add(start(record, reader));
        } catch (RefusedException failed) {
          LOG.warn(
              "{} {} cannot be started as a reader: {}",
              record.name(),
              reader,
              failed.getMessage());
        }
      }
    }
    return started;
  }

  /** Starts a version from its kept artifact; it is not ready yet. */
  StagedVersion start(ServiceRecord record, String version) throws InterruptedException {
    ServiceRecord.Kept kept = record.artifact(version);
    if (kept == null) {
      throw new RefusedException("No artifact of " + record.name() + " " + version + " is kept");
    }
    BundleFile file = BundleFile.read(node.exchange().bring(kept.sha256()));
    return node.staging()
        .start(node.installation().install(file), new LateCaller(node, record.name()));
  }

  /** Those of the started that become ready; the others are removed. */
  List<StagedVersion> ready(List<StagedVersion> started) throws InterruptedException {
    List<StagedVersion> ready = new ArrayList<>();
    for (StagedVersion each : started) {
      try {
        node.staging().ready(each, PATIENCE);
        ready.add(each);
      } catch (RefusedException unusable) {
        LOG.warn("No reader: {}", unusable.getMessage());
        node.staging().remove(each);
      }
    }
    return ready;
  }

  /**
   * Stages, beside the version that serves, the one that a held change came from or any other, and
   * removes the rest: everything has been read.
   */
  void keepOne(List<StagedVersion> readers, ServiceRecord record, ServiceBundle service)
      throws InterruptedException {
    StagedVersion kept =
        readers.stream()
            .filter(r -> r.version().equals(record.previous()))
            .findFirst()
            .orElse(readers.isEmpty() ? null : readers.get(0));
    for (StagedVersion each : readers) {
      if (each != kept) {
        node.staging().remove(each);
      }
    }
    service.stage(kept);
  }
}
