package dev.baton.container.upgrade.nodes;

import dev.baton.container.Act;
import dev.baton.container.LogLine;
import dev.baton.container.Nodes;
import dev.baton.container.PeerLost;
import dev.baton.container.PeerStatus;
import dev.baton.container.Phase;
import dev.baton.container.RefusedException;
import dev.baton.container.Report;
import dev.baton.container.ShardStatus;
import dev.baton.container.cluster.Cluster;
import dev.baton.container.cluster.Ledger;
import dev.baton.container.cluster.LedgerEntries;
import dev.baton.container.cluster.Membership;
import dev.baton.container.cluster.Peer;
import dev.baton.container.upgrade.act.Acts;
import dev.baton.container.upgrade.act.RunningAct;
import dev.baton.container.upgrade.record.ClusterRecord;
import dev.baton.container.upgrade.record.ServiceRecord;
import dev.baton.state.majority.Roster;
import dev.baton.state.protocol.Placement;
import dev.baton.state.protocol.ShardId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** The verbs on nodes: what is wanted is recorded, and each node makes itself so. */
public final class ClusterNodes implements Nodes {
  private static final Duration RECORD_LIMIT = Duration.ofSeconds(20);
  private static final long LOOK_AGAIN_MS = 100;

  private final Cluster cluster;
  private final Ledger ledger;
  private final Membership membership;
  private final ClusterRecord record;
  private final Views views;
  private final Logs logs;
  private final Acts acts;
  private final Moves moves;
  private final Drilling drilling;

  public ClusterNodes(
      Cluster cluster,
      Ledger ledger,
      Membership membership,
      ClusterRecord record,
      Views views,
      Logs logs,
      Acts acts,
      Drilling drilling) {
    this.cluster = cluster;
    this.ledger = ledger;
    this.membership = membership;
    this.record = record;
    this.views = views;
    this.logs = logs;
    this.acts = acts;
    this.drilling = drilling;
    this.moves = new Moves(this, cluster, record);
  }

  @Override
  public List<PeerStatus> nodes() {
    Map<Peer, Own> all = views.all();
    Map<UUID, PeerStatus> byNode = new HashMap<>();
    all.forEach((peer, own) -> byNode.put(peer.node(), status(peer, own)));
    Map<String, PeerStatus> byName = new TreeMap<>();
    for (UUID node : known(all.keySet())) {
      PeerStatus status = byNode.get(node);
      byName.put(name(node) + node, status != null ? status : without(node));
    }
    return List.copyOf(byName.values());
  }

  /** The witness, or a node that is not here. */
  private PeerStatus without(UUID node) {
    boolean votes = cluster.members().stream().anyMatch(member -> member.node().equals(node));
    String state = votes ? "votes" : record.stopped().contains(node) ? "stopped" : "away";
    return new PeerStatus(name(node), node.toString(), state, "", 0, 0, 0, List.of());
  }

  /** Those that are here, and those that are not but belong to the cluster. */
  private Set<UUID> known(Set<Peer> here) {
    Set<UUID> nodes = new TreeSet<>(ledger.now().roster().voters());
    nodes.addAll(record.stopped());
    here.forEach(peer -> nodes.add(peer.node()));
    return nodes;
  }

  private PeerStatus status(Peer peer, Own own) {
    return new PeerStatus(
        peer.name(),
        peer.node().toString(),
        state(peer, own),
        peer.http(),
        own.held().size(),
        own.held().stream().mapToLong(Own.Held::entries).sum(),
        own.held().stream().mapToDouble(Own.Held::load).sum(),
        own.problems());
  }

  private String state(Peer peer, Own own) {
    if (peer.equals(cluster.self()) && ledger.waitsFor().isPresent()) {
      return "waits";
    }
    return record.mayHold(peer.node()) ? "serves" : own.held().isEmpty() ? "drained" : "drains";
  }

  @Override
  public List<ShardStatus> shards(String service) {
    if (service != null && record.service(service) == null) {
      throw new RefusedException("No service '" + service + "'; there are " + names());
    }
    Map<ShardId, Map.Entry<Peer, Own.Held>> held = new HashMap<>();
    Map<ShardId, String> waiting = new HashMap<>();
    views
        .all()
        .forEach(
            (peer, own) -> {
              own.held()
                  .forEach(
                      each ->
                          held.put(
                              new ShardId(each.service(), each.number()), Map.entry(peer, each)));
              own.waiting()
                  .forEach(
                      each -> waiting.put(new ShardId(each.service(), each.number()), each.why()));
            });
    List<ShardStatus> shards = new ArrayList<>();
    for (ServiceRecord each : record.services()) {
      if (service == null || each.name().equals(service)) {
        for (int number = 0; number < each.shards(); number++) {
          ShardId id = new ShardId(each.name(), number);
          shards.add(shard(id, held.get(id), waiting.get(id)));
        }
      }
    }
    return shards;
  }

  private ShardStatus shard(ShardId id, Map.Entry<Peer, Own.Held> held, String waits) {
    Placement placement = record.placement(id);
    Set<UUID> copies =
        placement == null
            ? Set.of()
            : held == null
                ? placement.now().nodes()
                : held.getValue().keptAt(placement, record::hasMember);
    String note =
        held == null
            ? ShardNote.unheld(waits, placement)
            : ShardNote.held(copies.size(), ledger.now().roster().nodes().size());
    return new ShardStatus(
        id.service(),
        id.number(),
        held == null ? "" : held.getKey().name(),
        held == null ? "" : held.getValue().version(),
        held == null ? 0 : held.getValue().entries(),
        held == null ? 0 : held.getValue().load(),
        held == null ? Duration.ZERO : Duration.ofNanos(held.getValue().lagNanos()),
        copies.stream().map(this::name).sorted().toList(),
        note);
  }

  List<String> names() {
    return record.services().stream().map(ServiceRecord::name).toList();
  }

  String name(UUID node) {
    return LedgerEntries.name(ledger.now().entries(), node);
  }

  @Override
  public Act drain(String name, Duration limit) {
    return act(
        "drain " + name,
        act -> {
          UUID node = node(name);
          record.drain(node, others(node));
          awaitDrained(name, node, limit, act);
          return report("drain", name, act, List.of("'undrain " + name + "' lets it serve again"));
        });
  }

  private void awaitDrained(String name, UUID node, Duration limit, RunningAct act)
      throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    long most = 0;
    while (true) {
      act.checkAbort();
      Optional<PeerStatus> status =
          nodes().stream().filter(each -> each.id().equals(node.toString())).findFirst();
      long left = status.map(PeerStatus::shards).orElse(0);
      most = Math.max(most, left);
      act.count(most - left, most, "shards");
      if (left == 0) {
        return;
      }
      if (System.nanoTime() - deadline > 0) {
        throw new RefusedException(
            name
                + " still holds "
                + left
                + " shards after "
                + limit.toSeconds()
                + " s; it goes on handing them over, 'nodes' shows it, and 'undrain "
                + name
                + "' ends that");
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MS);
    }
  }

  private Set<UUID> others(UUID node) {
    return cluster.peers().stream()
        .map(Peer::node)
        .filter(peer -> !peer.equals(node))
        .collect(Collectors.toSet());
  }

  @Override
  public Act undrain(String name) {
    return act(
        "undrain " + name,
        act -> {
          UUID node = node(name);
          if (!record.isDraining(node)) {
            throw new RefusedException(name + " is not being drained; it serves");
          }
          record.undrain(node);
          return report("undrain", name, act, List.of("it takes its share when things are quiet"));
        });
  }

  @Override
  public Act forget(String name) {
    return act(
        "forget " + name,
        act -> {
          UUID node = node(name);
          try {
            membership
                .forget(node)
                .toCompletableFuture()
                .get(RECORD_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
          } catch (ExecutionException refused) {
            throw new RefusedException(refused.getCause().getMessage(), refused);
          } catch (TimeoutException late) {
            throw new RefusedException(
                "Not recorded within " + RECORD_LIMIT.toSeconds() + " s: " + waitsFor(), late);
          }
          record.undrain(node);
          return report(
              "forget", name, act, List.of("should it come back, it comes as a new node"));
        });
  }

  private String waitsFor() {
    return ledger.waitsFor().orElse("no majority has answered");
  }

  @Override
  public Act move(String service, int shard, String name) {
    return act("move " + service + "#" + shard + " to " + name, moves.move(service, shard, name));
  }

  /** What a drill does. */
  @FunctionalInterface
  public interface Drilling {
    /**
     * @param holder the node whose shards are drilled, or empty for all
     */
    Report run(Optional<UUID> holder, RunningAct act) throws InterruptedException;
  }

  @Override
  public Act drill(String name) {
    return act(
        name == null ? "drill" : "drill " + name,
        act -> drilling.run(Optional.ofNullable(name).map(this::node), act));
  }

  @Override
  public Act rebalance() {
    return act("rebalance", moves.rebalance());
  }

  @Override
  public PeerLost peerLost() {
    return PeerLost.valueOf(ledger.now().roster().onPeerLost().name());
  }

  @Override
  public Act peerLost(PeerLost answer) {
    return act(
        "peerlost " + answer.name().toLowerCase(Locale.ROOT),
        act -> {
          record.onPeerLost(Roster.OnPeerLost.valueOf(answer.name()));
          int voters = ledger.now().roster().voters().size();
          return report(
              "peerlost",
              answer.name().toLowerCase(Locale.ROOT),
              act,
              voters == 2
                  ? List.of()
                  : List.of("it counts when there are two voters; there are " + voters));
        });
  }

  @Override
  public List<LogLine> logs(String rollout, int most) {
    return logs.all(rollout, most);
  }

  @Override
  public List<String> doctor() {
    List<PeerStatus> nodes = nodes();
    Optional<String> waits = ledger.waitsFor();
    return new Doctor(waits, nodes, waits.isPresent() ? List.of() : shards(null)).findings();
  }

  /** A node by its name or id. */
  UUID node(String name) {
    List<PeerStatus> all = nodes();
    List<PeerStatus> found =
        all.stream().filter(each -> each.name().equals(name) || each.id().equals(name)).toList();
    if (found.size() != 1) {
      throw new RefusedException(
          (found.isEmpty()
                  ? "No node '" + name + "'"
                  : "Several nodes are called '" + name + "'; say which by its id")
              + "; there are "
              + all.stream().map(each -> each.name() + " (" + each.id() + ")").toList());
    }
    return UUID.fromString(found.get(0).id());
  }

  private Act act(String title, Acts.Body body) {
    return acts.start("node " + title, new RunningAct(title, Phase.CUT_OVER), body);
  }

  static Report report(String verb, String what, RunningAct act, List<String> notes) {
    return new Report(
        verb, what, "", "", act.elapsed(), 0, 0, 0, 0, Duration.ZERO, List.of(), notes);
  }
}
