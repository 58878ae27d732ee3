package dev.baton.state.protocol;

import dev.baton.state.protocol.Answer.Verdict;
import dev.baton.state.protocol.ClusterNode.Heard;
import dev.baton.state.protocol.ClusterNode.Task;
import dev.baton.state.protocol.ClusterNode.Tell;
import dev.baton.state.protocol.Violation.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
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
  final Set<ClusterLetter> letters = new LinkedHashSet<>();
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
      Copies newest = known(at).placement().now();
      letters.add(new ClusterLetter.Asked(at, node.start, send.request(), newest, now));
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
            j ->
                letters.add(
                    new ClusterLetter.Arriving(at, nodes[at].start, j, nodes[j].start, by)));
  }

  // ---- letters

  /** Whether it can arrive now; what its sender sent as a member that is gone never will. */
  boolean arrives(ClusterLetter letter) {
    int to = to(letter);
    return to >= 0 && reaches(letter.from(), to);
  }

  /** To a node that is there as the member it was sent to, or -1. */
  private int to(ClusterLetter letter) {
    if (letter instanceof ClusterLetter.Asked asked) {
      return map.primary(asked.from());
    }
    if (letter instanceof ClusterLetter.Shipped shipped) {
      return shipped.to();
    }
    if (letter instanceof ClusterLetter.Answering answering) {
      return nodes[answering.to()].start == answering.toStart() ? answering.to() : -1;
    }
    if (letter instanceof ClusterLetter.Confirming confirming) {
      return nodes[confirming.to()].start == confirming.toStart() ? confirming.to() : -1;
    }
    ClusterLetter.Arriving arriving = (ClusterLetter.Arriving) letter;
    return nodes[arriving.to()].start == arriving.toStart() ? arriving.to() : -1;
  }

  /** What was under way to or from a member is lost when it leaves. */
  void forgetLetters(int at) {
    letters.removeIf(
        letter ->
            letter.from() == at
                || (letter instanceof ClusterLetter.Shipped s && s.to() == at)
                || (!(letter instanceof ClusterLetter.Asked) && to(letter) == at));
  }

  /** What was under way between members that have lost each other is lost. */
  void forgetLettersAcross() {
    letters.removeIf(
        letter -> {
          int to = letter instanceof ClusterLetter.Asked ? letter.from() : to(letter);
          return to < 0 || nodes[letter.from()].side != nodes[to].side;
        });
  }

  void deliver(ClusterLetter letter) {
    letters.remove(letter);
    if (letter instanceof ClusterLetter.Asked asked) {
      take(map.primary(asked.from()), asked);
    } else if (letter instanceof ClusterLetter.Shipped shipped) {
      follow(shipped);
    } else if (letter instanceof ClusterLetter.Answering answering) {
      hear(answering);
    } else if (letter instanceof ClusterLetter.Confirming confirming) {
      confirmed(confirming);
    } else if (letter instanceof ClusterLetter.Arriving arriving) {
      ClusterNode node = nodes[arriving.to()];
      if (node.idle() && node.follower != null) {
        node.heap = node.follower;
        node.follower = null;
        tell(arriving.to(), new Event.Arrive(arriving.committed()));
      }
    }
  }

  private void take(int primary, ClusterLetter.Asked asked) {
    ClusterNode node = nodes[primary];
    Header found = node.replica.header();
    Answer answer = laws.decide(found, node.head(), asked.request(), asked.copies(), node.id());
    if (answer.stands()) {
      perform(node, found, asked.request(), answer, asked.from(), asked.fromStart());
      map.backups(node.side)
          .forEach(
              backup ->
                  letters.add(
                      new ClusterLetter.Shipped(
                          primary,
                          node.start,
                          backup,
                          asked.request(),
                          answer.header(),
                          asked.from(),
                          asked.fromStart())));
    }
    letters.add(
        new ClusterLetter.Answering(
            primary,
            node.start,
            asked.from(),
            asked.fromStart(),
            asked.request(),
            answer,
            asked.sent()));
  }

  private void follow(ClusterLetter.Shipped shipped) {
    ClusterNode node = nodes[shipped.to()];
    Header found = node.replica.header();
    Answer answer = laws.follow(found, shipped.request(), shipped.primary());
    if (answer.stands()) {
      perform(node, found, shipped.request(), answer, shipped.sender(), shipped.senderStart());
    }
  }

  /** What a replica does with a request that stands, and its store. */
  private void perform(
      ClusterNode node, Header found, Request request, Answer answer, int sender, int start) {
    Header header = answer.header();
    boolean applied = answer.verdict() == Verdict.APPLIED;
    node.replica =
        applied ? node.replica.after(header, request) : new Copy(header, node.replica.contents());
    List<Entry> entries =
        request instanceof Request.Batch batch ? batch.entries() : List.<Entry>of();
    Header head = node.head();
    long ticket;
    if (applied && request instanceof Request.Create) {
      ticket = node.queue(List.of(new Disk.Item(true, header, List.of())));
    } else if (head != null && (head.isLevelWith(found) || head.isLevelWith(header))) {
      if (head.complete() && !header.complete()) {
        throw new Violation(Kind.IMPOSSIBLE, "the store has " + head + ", to append " + header);
      }
      ticket = node.queue(List.of(new Disk.Item(false, header, entries)));
    } else {
      Header begun = header.incomplete();
      ticket =
          node.queue(
              List.of(
                  new Disk.Item(true, begun, List.of()),
                  new Disk.Item(false, begun, node.replica.contents().present()),
                  new Disk.Item(false, header, List.of())));
    }
    node.tells.add(new Tell(ticket, sender, start, header));
  }

  void writeDisk(int at) {
    ClusterNode node = nodes[at];
    node.writeDisk(KEYS);
    for (Tell tell : List.copyOf(node.tells)) {
      if (tell.ticket() <= node.written) {
        node.tells.remove(tell);
        letters.add(
            new ClusterLetter.Confirming(
                at, node.start, tell.sender(), tell.senderStart(), tell.stored()));
      }
    }
  }

  private void confirmed(ClusterLetter.Confirming confirming) {
    Map<UUID, Header> told = nodes[confirming.to()].told;
    Header before = told.get(id(confirming.from()));
    if (before == null || !before.includes(confirming.stored())) {
      told.put(id(confirming.from()), confirming.stored());
    }
  }

  private void hear(ClusterLetter.Answering answering) {
    ClusterNode node = nodes[answering.to()];
    if (!answering.request().equals(node.life.outstanding())) {
      return;
    }
    if (answering.answer().stands()) {
      node.heard.add(new Heard(answering.request(), answering.answer(), answering.sent()));
    } else {
      tell(answering.to(), new Event.Answered(answering.request(), answering.answer()));
    }
  }

  /** Whether every copy that has to has confirmed this. */
  boolean confirmed(int at, Heard heard) {
    Header wanted = heard.answer().header();
    Map<UUID, Header> told = nodes[at].told;
    return laws.awaited(wanted, map.nodes(nodes[at].side)).stream()
        .allMatch(each -> told.containsKey(each) && told.get(each).includes(wanted));
  }

  void answered(int at, Heard heard) {
    nodes[at].heard.clear();
    tell(at, new Event.Answered(heard.request(), heard.answer()));
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
