package dev.baton.state.protocol;

import dev.baton.state.protocol.ClusterNode.Task;
import dev.baton.state.protocol.Violation.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * One shard in a cluster of nodes that may be cut into sides, each with a map of its own, as
 * Hazelcast has it: processes that run {@link ShardLife}, replicas that run {@link Fence}, stores,
 * a ledger, leases by a clock, and clients that remember what they were told. It changes in place
 * and is played in random orders.
 */
final class Cluster {
  static final int KEYS = 2;

  /** How long a lease lasts. */
  static final long LEASE = 2;

  final ClusterLaws laws;
  final ClusterNode[] nodes;
  final ClusterMap map;
  final ClusterLedger ledger;
  final ClusterMail mail;
  final Clients clients = new Clients(KEYS);
  final boolean[][] cut;
  long now;
  int writes;

  Cluster(int size, int replicas, ClusterLaws laws) {
    this.laws = laws;
    nodes = new ClusterNode[size];
    cut = new boolean[size][size];
    Map<UUID, UUID> in = new HashMap<>();
    for (int i = 0; i < size; i++) {
      nodes[i] = new ClusterNode(i, KEYS);
      in.put(id(i), nodes[i].member());
      nodes[i].wasIn = true;
    }
    mail = new ClusterMail(this);
    map = new ClusterMap(this, replicas);
    Copies first = Copies.first(1, map.nodes(0));
    ledger = new ClusterLedger(new ClusterLedger.Value(in, Placement.of(first)));
    tell(0, new Event.Create(new UUID(9, 9), token(0), holder(0, 1), first));
  }

  static UUID id(int node) {
    return new UUID(1, node);
  }

  static int node(UUID id) {
    return (int) id.getLeastSignificantBits();
  }

  Holder holder(int node, int version) {
    return new Holder(nodes[node].member(), version + ".0.0");
  }

  long token(int node) {
    nodes[node].drawn++;
    return 100_000L * (node + 1) + 1_000L * nodes[node].start + nodes[node].drawn;
  }

  IntStream on(int side) {
    return IntStream.range(0, nodes.length).filter(i -> nodes[i].up && nodes[i].side == side);
  }

  /** Whether what one sends arrives now. */
  boolean reaches(int from, int to) {
    return nodes[from].up
        && nodes[to].runs()
        && nodes[from].side == nodes[to].side
        && (from == to || !cut[from][to]);
  }

  boolean converses(int one, int other) {
    return nodes[one].runs() && reaches(one, other) && reaches(other, one);
  }

  IntStream partners(int at) {
    return IntStream.range(0, nodes.length).filter(i -> converses(at, i));
  }

  boolean hasMajority(int at) {
    return partners(at).count() > nodes.length / 2;
  }

  // ---- the ledger

  ClusterLedger.Value known(int at) {
    return ledger.at(nodes[at].known);
  }

  boolean canRecord(int at) {
    return laws.needsMajority() ? hasMajority(at) : nodes[at].runs();
  }

  void learn(int at) {
    nodes[at].known = ledger.newest();
    nodes[at].voted = ledger.newest();
  }

  /** A change of what is recorded; only as many voters know of it as are needed. */
  void amend(int at, UnaryOperator<ClusterLedger.Value> change, boolean lost) {
    ClusterLedger.Value next = change.apply(ledger.now());
    if (!next.equals(ledger.now())) {
      ledger.record(next);
    }
    int needed = nodes.length / 2 + 1;
    for (int i = 0; i < nodes.length && needed > 0; i++) {
      int voter = (at + i) % nodes.length;
      if (converses(at, voter)) {
        nodes[voter].voted = ledger.newest();
        needed--;
      }
    }
    if (!lost) {
      nodes[at].known = ledger.newest();
    }
  }

  // ---- leases

  void askLease(int at) {
    nodes[at].asked = now;
    nodes[at].granted.clear();
  }

  boolean grants(int voter, int to) {
    return !laws.grantsByLedger()
        || ledger.at(nodes[voter].voted).names(id(to), nodes[to].member());
  }

  void grant(int voter, int to) {
    ClusterNode node = nodes[to];
    nodes[voter].grantedAt.put(node.member(), now);
    node.granted.add(voter);
    if (node.granted.size() > nodes.length / 2) {
      node.leased = node.asked;
    }
  }

  boolean mayAnswer(int at) {
    return !laws.leases() || now < nodes[at].leased + LEASE;
  }

  // ---- processes

  void tell(int at, Event event) {
    ClusterNode node = nodes[at];
    ShardState before = node.life;
    Transition transition;
    try {
      transition = laws.step(before, event);
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw new Violation(Kind.IMPOSSIBLE, "node " + at + ": " + e.getMessage());
    }
    node.life = transition.state();
    for (Effect effect : transition.effects()) {
      perform(at, before, effect);
    }
  }

  private void perform(int at, ShardState before, Effect effect) {
    ClusterNode node = nodes[at];
    if (effect instanceof Effect.Send send) {
      boolean in = known(at).names(node.id(), node.member());
      if (!in && node.wasIn && laws.sendsOnlyWhileIn()) {
        return;
      }
      Copies newest = known(at).placement().now();
      mail.send(new ClusterLetter.Asked(at, node.start, send.request(), newest, now));
    } else if (effect instanceof Effect.Release release) {
      node.released = Math.max(node.released, release.upTo());
    } else if (effect instanceof Effect.OpenGate) {
      node.gate = true;
    } else if (effect instanceof Effect.CloseGate) {
      node.gate = false;
    } else if (effect instanceof Effect.TakeLast) {
      tell(at, node.take());
    } else if (effect instanceof Effect.SendStored) {
      node.task = Task.SEND_STORED;
    } else if (effect instanceof Effect.Load) {
      node.task = Task.LOAD;
    } else if (effect instanceof Effect.Compare) {
      node.task = Task.COMPARE;
    } else if (effect instanceof Effect.TakeOver takeOver) {
      node.task = Task.TAKE_OVER;
      node.heap = takeOver.created() ? Contents.empty(KEYS) : node.heap;
    } else if (effect instanceof Effect.Replaced replaced) {
      replaced(at, before, replaced.by());
    }
  }

  private void replaced(int at, ShardState before, Header by) {
    nodes[at].drop();
    if (by == null || before.move() == null || by.token() != before.move().token()) {
      return;
    }
    IntStream.range(0, nodes.length)
        .filter(j -> nodes[j].member().equals(by.holder().member()))
        .forEach(
            j -> mail.send(new ClusterLetter.Arriving(at, nodes[at].start, j, nodes[j].start, by)));
  }

  // ---- clients

  void write(int at) {
    writes++;
    int key = writes % KEYS;
    nodes[at].write(Contents.entry(key, writes, 1));
    nodes[at].waiting.add(new Node.Waiting(key, writes, null, null, nodes[at].position));
  }

  void read(int at) {
    ClusterNode node = nodes[at];
    node.waiting.add(new Node.Waiting(0, 0, node.heap.values(), clients.know(), node.position));
  }

  boolean replyLeaves(int at, Node.Waiting call) {
    return call.position() <= nodes[at].released && mayAnswer(at);
  }

  void reply(int at, Node.Waiting call) {
    nodes[at].waiting.remove(call);
    clients.hear(call);
  }

  /** What must hold after every move. */
  void check() {
    Set<Integer> answering = new HashSet<>();
    for (ClusterNode node : nodes) {
      if (node.up && node.gate && mayAnswer(node.number)) {
        answering.add(node.number);
      }
    }
    if (answering.size() > 1) {
      throw new Violation(Kind.TWO_HOLDERS, "nodes " + answering + " answer");
    }
  }

  // ---- what the stores have

  /** The headers of the stores that this node can ask. */
  Map<UUID, Header> stores(int at) {
    Map<UUID, Header> stores = new HashMap<>();
    partners(at).forEach(i -> stores.put(id(i), nodes[i].stored()));
    return stores;
  }

  /** The node with the newest store that counts, or -1. */
  int best(int at, Placement line) {
    Map<UUID, Header> stores = stores(at);
    int best = -1;
    for (int i : partners(at).toArray()) {
      Header each = nodes[i].stored();
      if (each == null || !laws.counts(line, id(i), stores)) {
        continue;
      }
      Header old = best < 0 ? null : nodes[best].stored();
      boolean newer =
          old == null
              || each.epoch() > old.epoch()
              || (each.epoch() == old.epoch() && each.sequence() > old.sequence());
      best = newer ? i : best;
    }
    return best;
  }

  @Override
  public String toString() {
    List<String> text = new ArrayList<>();
    text.add("ledger " + ledger.now().placement().line() + ", in " + ledger.now().in().keySet());
    for (ClusterNode node : nodes) {
      text.add(
          "node "
              + node.number
              + (node.up ? node.paused ? " paused" : " up" : " down")
              + " side "
              + node.side
              + " of "
              + map.replicas(node.side)
              + ", "
              + node.life.phase()
              + ", "
              + node.task
              + " knows "
              + node.known
              + " voted "
              + node.voted);
      text.add("  life " + node.life.header() + "\n      asks " + node.life.outstanding());
      text.add("  replica " + node.replica);
      text.add("  store " + node.disk);
    }
    return String.join("\n    ", text)
        .replaceAll("00000000-0000-0001-0000-00000000000(.)", "$1")
        .replaceAll("00000000-0000-006(.)-0000-00000000000(.)", "$1.$2")
        .replaceAll("incarnation=[^,]*, ", "");
  }
}
