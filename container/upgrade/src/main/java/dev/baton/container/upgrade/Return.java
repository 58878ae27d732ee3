package dev.baton.container.upgrade;

import dev.baton.container.Phase;
import dev.baton.container.RefusedException;
import dev.baton.container.upgrade.act.RunningAct;
import dev.baton.container.upgrade.handoff.ServiceBundle;
import dev.baton.container.upgrade.record.ServiceRecord;
import dev.baton.container.upgrade.stage.StagedVersion;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.ShardId;
import dev.baton.state.shard.Shard;
import dev.baton.state.table.VersionState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Brings the shards of a service back that were there before: from the map if they are there (the
 * service was undeployed), else from the local store (the node was stopped).
 *
 * <p>A shard that is recorded and in neither is not made anew; the message names it.
 */
final class Return {
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);

  private final Node node;
  private final ServiceBundle service;
  private final ServiceRecord record;
  private final RunningAct act;
  private final Map<ShardId, Header> stored;

  Return(Node node, ServiceBundle service, ServiceRecord record, RunningAct act) {
    this.node = node;
    this.service = service;
    this.record = record;
    this.act = act;
    this.stored = node.store().shards();
  }

  /**
   * Brings every shard back to the version that is to serve, and opens its gate.
   *
   * @param readers other versions that can read what that version cannot
   * @throws RefusedException if a shard is missing; those before it serve
   */
  void bring(List<StagedVersion> readers) {
    act.enter(Phase.CATCH_UP);
    List<VersionState> others = readers.stream().map(StagedVersion::state).toList();
    List<String> missing = new ArrayList<>();
    long done = 0;
    for (Shard shard : service.shards()) {
      if (!bring(shard, others, done)) {
        missing.add(shard.id().toString());
        service
            .gate()
            .shard(shard.id().number())
            .refuse(shard.id() + " is recorded, and neither map nor store has it");
        continue;
      }
      done += shard.tables().entries();
    }
    if (!missing.isEmpty()) {
      throw new RefusedException(
          "Shards of "
              + record.name()
              + " are recorded, and neither map nor store has them: "
              + String.join(", ", missing)
              + ". Nothing was made anew; bring the node's store back, or 'undeploy "
              + record.name()
              + " --discard-state'");
    }
  }

  private boolean bring(Shard shard, List<VersionState> readers, long before) {
    VersionState version = service.serving().state();
    Header found = node.map().header(shard.id()).toCompletableFuture().join().orElse(null);
    if (found != null && found.complete() && ours(found)) {
      shard.claim(
          version,
          found,
          readers,
          n -> act.count(before + n, 0, "entries"),
          claimed -> {},
          ANSWER_LIMIT);
      return true;
    }
    Header onDisk = stored.get(shard.id());
    if (onDisk == null || !ours(onDisk)) {
      return false;
    }
    shard.restore(
        version,
        onDisk,
        found,
        each -> node.store().read(shard.id(), each),
        readers,
        n -> act.count(before + n, 0, "entries"),
        claimed -> {},
        ANSWER_LIMIT);
    return true;
  }

  private boolean ours(Header header) {
    return header.incarnation().equals(record.incarnation());
  }
}
