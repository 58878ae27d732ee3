package dev.baton.container.upgrade;

import dev.baton.container.Act;
import dev.baton.container.RefusedException;
import dev.baton.container.cluster.Cluster;
import dev.baton.container.cluster.Peer;
import dev.baton.container.gate.Gates;
import dev.baton.container.upgrade.act.Acts;
import dev.baton.container.upgrade.act.BundleThreads;
import dev.baton.container.upgrade.act.RunningAct;
import dev.baton.container.upgrade.artifact.ArtifactExchange;
import dev.baton.container.upgrade.artifact.Artifacts;
import dev.baton.container.upgrade.handoff.ServiceBundle;
import dev.baton.container.upgrade.record.ClusterRecord;
import dev.baton.container.upgrade.route.Routing;
import dev.baton.container.upgrade.stage.Installation;
import dev.baton.container.upgrade.stage.Staging;
import dev.baton.container.upgrade.tend.Tending;
import dev.baton.state.map.HandoffMap;
import dev.baton.state.shard.Shard;
import dev.baton.state.shard.ShardEnvironment;
import dev.baton.state.store.LocalStore;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the verbs of this node work on. Thread-safe; a service is changed by its one act. */
record Node(
    ClusterRecord record,
    Artifacts artifacts,
    ArtifactExchange exchange,
    Installation installation,
    Staging staging,
    Gates gates,
    HandoffMap map,
    LocalStore store,
    ShardEnvironment environment,
    BundleThreads threads,
    Acts acts,
    Cluster cluster,
    Routing routing,
    Tending tending,
    Parts parts,
    Map<String, ServiceBundle> running,
    Map<String, String> problems) {

  /** A service that runs, by name. */
  Optional<ServiceBundle> find(String service) {
    return Optional.ofNullable(running.get(service));
  }

  /**
   * @throws RefusedException if there is no such service; names those there are
   */
  ServiceBundle get(String service) {
    return find(service).orElseThrow(() -> unknown(service));
  }

  /** Takes a service off its gates and lets its shards go; their copies stay as they are. */
  void withdraw(String service) {
    ServiceBundle withdrawn = running.remove(service);
    gates.remove(service);
    tending.forget(service);
    if (withdrawn != null) {
      withdrawn.shards().forEach(Shard::discard);
    }
  }

  /** The services that run, by name. */
  List<ServiceBundle> all() {
    return running.values().stream().sorted(Comparator.comparing(ServiceBundle::name)).toList();
  }

  /**
   * Starts an act that this node leads for the cluster: one at a time on a service, wherever it was
   * begun.
   */
  Act lead(String service, String title, Acts.Body body) {
    return acts.start(
        service,
        RunningAct.ofRollout(title),
        act -> {
          Peer self = cluster.self();
          ClusterRecord.Lead lead =
              new ClusterRecord.Lead(self.member(), self.name(), title, act.rollout());
          record.begin(service, lead, cluster::isThere);
          try {
            return body.run(act);
          } finally {
            record.end(service, lead);
          }
        });
  }

  /** Whether somebody who is there leads an act on a service. */
  boolean isLed(String service) {
    return record.lead(service).filter(lead -> cluster.isThere(lead.member())).isPresent();
  }

  /** Whether no other node is here. */
  boolean isAlone() {
    return cluster.peers().size() == 1;
  }

  RefusedException unknown(String service) {
    List<String> names = all().stream().map(ServiceBundle::name).toList();
    return new RefusedException(
        "No service '"
            + service
            + "' on this node"
            + (names.isEmpty()
                ? "; none is deployed. 'deploy FILE' deploys one"
                : "; there are " + String.join(", ", names)));
  }
}
