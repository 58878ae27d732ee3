package dev.baton.container.upgrade;

import dev.baton.container.Phase;
import dev.baton.container.RefusedException;
import dev.baton.container.upgrade.act.RunningAct;
import dev.baton.container.upgrade.handoff.ServiceBundle;
import dev.baton.container.upgrade.record.ServiceRecord;
import dev.baton.container.upgrade.stage.StagedVersion;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Brings the shards of a service back that were there before: from the map if they are there (the
 * service was undeployed, another node has them), else from the stores (the nodes were stopped).
 *
 * <p>A shard that is recorded and that nobody has is not made anew; the message names it.
 */
final class Return {
  private final Node node;
  private final ServiceBundle service;
  private final ServiceRecord record;
  private final RunningAct act;

  Return(Node node, ServiceBundle service, ServiceRecord record, RunningAct act) {
    this.node = node;
    this.service = service;
    this.record = record;
    this.act = act;
  }

  /**
   * Brings every shard to a holder, to the version that is to serve if it is this node.
   *
   * @param readers other versions that can read what that version cannot
   * @throws RefusedException if all are missing and no other node can bring them; where some are
   *     there, the others wait and say for whom
   */
  void bring(List<StagedVersion> readers) throws InterruptedException {
    act.enter(Phase.CATCH_UP);
    service.openElsewhere();
    Map<Integer, String> waits =
        node.tending()
            .bring(service, record, readers.stream().map(StagedVersion::state).toList(), act);
    if (waits.size() == record.shards() && node.isAlone()) {
      waits.forEach(
          (shard, why) ->
              service.gate().shard(shard).refuse(service.name() + "#" + shard + ": " + why));
      throw new RefusedException(
          "Shards of "
              + record.name()
              + " are recorded, and "
              + waits.values().stream().distinct().collect(Collectors.joining("; "))
              + ": "
              + waits.keySet().stream()
                  .map(shard -> service.name() + "#" + shard)
                  .collect(Collectors.joining(", "))
              + ". Nothing was made anew; bring the node's store back, or 'undeploy "
              + record.name()
              + " --discard-state'");
    }
    service.brought();
  }
}
