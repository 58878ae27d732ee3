package dev.baton.container.upgrade;

import dev.baton.container.upgrade.act.RunningAct;
import dev.baton.container.upgrade.artifact.BundleFile;
import dev.baton.container.upgrade.backup.KeptBackup;
import dev.baton.container.upgrade.backup.Manifest;
import dev.baton.container.upgrade.handoff.ServiceBundle;
import dev.baton.container.upgrade.record.ServiceRecord;
import dev.baton.container.upgrade.stage.StagedVersion;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.ShardId;
import dev.baton.state.shard.Shard;
import dev.baton.state.table.VersionState;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** A service of a backup, on its way into the cluster. */
record RestoredService(KeptBackup backup, Manifest.Service service) {
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);

  /** The artifact of the version that served. */
  BundleFile file() {
    return backup.artifact(service.artifact(service.version()));
  }

  /** The version to go back to by {@code rollback}, or null. */
  String previous() {
    return service.previous();
  }

  /** What is recorded while it comes: nobody takes it for deployed. */
  ServiceRecord begin(ServiceRecord.Kept artifact) {
    return ServiceRecord.restoring(
        service.name(), artifact, service.shards().size(), service.readers(), service.artifacts());
  }

  /**
   * Fills all shards, as part of a new life of the service, and takes them over: as after a stop,
   * with the backup as the store.
   *
   * @param readers versions beside the one that serves
   * @throws java.io.UncheckedIOException if the backup is not what it was any more
   */
  void fill(ServiceBundle into, UUID incarnation, List<StagedVersion> readers, RunningAct act) {
    List<VersionState> others = readers.stream().map(StagedVersion::state).toList();
    long all = service.shards().stream().mapToLong(Manifest.Shard::entries).sum();
    AtomicLong done = new AtomicLong();
    for (Shard shard : into.shards()) {
      act.checkAbort();
      ShardId id = shard.id();
      long before = done.get();
      shard.restore(
          into.serving().state(),
          inLife(incarnation, backup.header(id)),
          null,
          each -> backup.read(id, each),
          others,
          n -> act.count(before + n, all, "entries"),
          ANSWER_LIMIT);
      done.addAndGet(service.shards().get(id.number()).entries());
    }
  }

  private static Header inLife(UUID incarnation, Header header) {
    return new Header(
        incarnation,
        header.epoch(),
        header.token(),
        header.sequence(),
        header.holder(),
        header.copies(),
        true);
  }
}
