package dev.baton.state.protocol;

import dev.baton.state.protocol.Answer.Verdict;
import dev.baton.state.protocol.Message.Answering;
import dev.baton.state.protocol.Message.Asked;
import dev.baton.state.protocol.Message.Shipped;
import dev.baton.state.protocol.Node.Task;
import dev.baton.state.protocol.Violation.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * One shard in a small cluster: processes that run {@link ShardLife}, copies that run {@link
 * Fence}, stores, messages under way, and clients that remember what they were told. {@link Moves}
 * lists what can happen next.
 */
final class World {
  final Laws laws;
  final Setting setting;
  Budget left;
  final Node[] nodes;
  final Copy[] copies;
  final Disk[] disks;

  /** The node whose copy is the primary, or -1 while nobody is up. */
  int primary;

  Set<Message> messages = new LinkedHashSet<>();

  final Clients clients;
  int written;

  /** The record of the deploy: 0 none, 1 begun, 2 done. */
  int deployed;

  int incarnation;
  Set<Integer> installed = Set.of(1);
  long openedEpoch;
  long openedToken;

  World(Setting setting, Laws laws) {
    this.setting = setting;
    this.laws = laws;
    left = Budget.of(0, 0, 0, 0, 0, 0);
    nodes = new Node[setting.nodes()];
    copies = new Copy[nodes.length];
    disks = new Disk[nodes.length];
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] = new Node();
      copies[i] = Copy.none(setting.keys());
      disks[i] = Disk.EMPTY;
    }
    primary = setting.primary();
    clients = new Clients(setting.keys());
  }

  private World(World from) {
    laws = from.laws;
    setting = from.setting;
    left = from.left;
    nodes = new Node[from.nodes.length];
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] = from.nodes[i].copy();
    }
    copies = from.copies.clone();
    disks = from.disks.clone();
    primary = from.primary;
    messages = new LinkedHashSet<>(from.messages);
    clients = from.clients.copy();
    written = from.written;
    deployed = from.deployed;
    incarnation = from.incarnation;
    installed = from.installed;
    openedEpoch = from.openedEpoch;
    openedToken = from.openedToken;
  }

  World copy() {
    return new World(this);
  }

  /** Equal for worlds in which the same can happen. */
  List<Object> key() {
    List<Object> key = new ArrayList<>();
    for (Node node : nodes) {
      key.add(node.key());
    }
    key.addAll(Arrays.asList(copies));
    key.addAll(Arrays.asList(disks));
    key.addAll(
        Arrays.asList(
            left,
            primary,
            new HashSet<>(messages),
            clients.key(),
            written,
            deployed,
            incarnation,
            installed,
            openedEpoch,
            openedToken));
    return key;
  }

  // ---- processes

  UUID member(int node) {
    return laws.member(node, nodes[node].start);
  }

  Holder holder(int node, int version) {
    return new Holder(member(node), version + ".0.0");
  }

  boolean isMember(UUID member) {
    for (int i = 0; i < nodes.length; i++) {
      if (nodes[i].up && !nodes[i].isolated && member(i).equals(member)) {
        return true;
      }
    }
    return false;
  }

  long token(int node) {
    return laws.token(node, nodes[node].start, nodes[node].drawn + 1);
  }

  /** Tells a process what happened, and does what it then asks for. */
  void tell(int at, Event event) {
    Node node = nodes[at];
    Transition transition;
    try {
      transition = laws.step(node.life, event);
    } catch (IllegalStateException e) {
      throw new Violation(Kind.IMPOSSIBLE, e.getMessage());
    }
    ShardState before = node.life;
    node.life = transition.state();
    for (Effect effect : transition.effects()) {
      perform(at, before, effect);
    }
  }

  private void perform(int at, ShardState before, Effect effect) {
    Node node = nodes[at];
    if (effect instanceof Effect.Send send) {
      if (!send.request().equals(before.outstanding())
          && !(send.request() instanceof Request.Batch)) {
        node.drawn++;
      }
      messages.add(new Asked(at, node.start, send.request()));
    } else if (effect instanceof Effect.Release release) {
      release(node, release.upTo());
    } else if (effect instanceof Effect.OpenGate open) {
      open(at, Node.version(open.version()));
    } else if (effect instanceof Effect.CloseGate) {
      node.gate = 0;
    } else if (effect instanceof Effect.Seal seal) {
      node.seal(Node.version(seal.version()), laws.seals());
    } else if (effect instanceof Effect.Unseal unseal) {
      node.seal(Node.version(unseal.version()), false);
    } else if (effect instanceof Effect.TakeLast) {
      tell(at, node.take());
    } else if (effect instanceof Effect.SendStored) {
      node.task = Task.SEND_STORED;
    } else if (effect instanceof Effect.Load load) {
      await(node, Task.LOAD, load.version());
    } else if (effect instanceof Effect.Compare compare) {
      await(node, Task.COMPARE, compare.version());
    } else if (effect instanceof Effect.TakeOver takeOver) {
      await(node, Task.TAKE_OVER, takeOver.version());
      if (takeOver.created()) {
        node.load(Node.version(takeOver.version()), Contents.empty(setting.keys()));
      }
    } else if (effect instanceof Effect.Drop drop) {
      node.drop(Node.version(drop.version()));
    } else if (effect instanceof Effect.Replaced replaced) {
      replaced(at, before, replaced.by());
    }
  }

  private static void await(Node node, Task task, String version) {
    node.task = task;
    node.taking = version;
  }

  private void replaced(int at, ShardState before, Header by) {
    Node node = nodes[at];
    boolean own =
        by != null
            && by.incarnation().equals(new UUID(9, incarnation))
            && by.token() / 10 == new Laws().token(at, node.start, 0) / 10;
    if (own && before.holds() && before.move() == null) {
      throw new Violation(Kind.TURNED_OUT_BY_ITSELF, "node " + at + " found " + by);
    }
    node.dropAll();
  }

  private void open(int at, int version) {
    Node node = nodes[at];
    node.gate = version;
    if (!blames(node)) {
      return;
    }
    Header header = node.life.header();
    boolean same = header.epoch() == openedEpoch && header.token() == openedToken;
    if (openedEpoch > 0 && header.epoch() == 1 && !same) {
      throw new Violation(Kind.EMPTY_SHARD, "node " + at + " opens a new shard: " + header);
    }
    if (header.epoch() < openedEpoch || (header.epoch() == openedEpoch && !same)) {
      throw new Violation(
          header.epoch() == openedEpoch ? Kind.TWO_HOLDERS : Kind.HEADER_GOES_BACK,
          "node " + at + " opens by " + header + " after epoch " + openedEpoch);
    }
    openedEpoch = header.epoch();
    openedToken = header.token();
  }

  /** What must hold after every move. */
  void check() {
    int open = 0;
    for (Node node : nodes) {
      open += blames(node) && node.gate != 0 ? 1 : 0;
    }
    if (open > 1) {
      throw new Violation(Kind.TWO_HOLDERS, "two gates are open");
    }
  }

  /** A node that is cut off cannot know it; once it was told, it must act. */
  private static boolean blames(Node node) {
    return node.up && (!node.isolated || node.told);
  }

  // ---- clients

  /** A call that writes and ends; its reply waits. */
  void write(int at, int version) {
    Node node = nodes[at];
    written++;
    int key = written % setting.keys();
    node.write(version, Contents.entry(key, written, version));
    node.await(new Node.Waiting(key, written, null, null, node.position));
  }

  void read(int at) {
    Node node = nodes[at];
    List<Integer> values = node.heap(node.gate).values();
    if (node.position <= node.released || !laws.readsWait()) {
      clients.hear(new Node.Waiting(0, 0, values, clients.know(), 0));
    } else {
      node.await(new Node.Waiting(0, 0, values, clients.know(), node.position));
    }
  }

  private void release(Node node, long upTo) {
    node.released = Math.max(node.released, upTo);
    List<Node.Waiting> still = new ArrayList<>();
    for (Node.Waiting call : node.waiting) {
      if (call.position() <= node.released) {
        clients.hear(call);
      } else {
        still.add(call);
      }
    }
    node.waiting = List.copyOf(still);
  }

  // ---- messages

  void deliver(Asked asked) {
    if (primary < 0) {
      return;
    }
    Copy copy = copies[primary];
    Answer answer = laws.decide(copy.header(), asked.request());
    if (answer.verdict() == Verdict.APPLIED) {
      copies[primary] = copy.after(answer.header(), asked.request());
      queue(primary, asked.request(), answer.header());
    }
    int backup = backup();
    boolean ships = backup >= 0 && laws.ships(answer.verdict());
    if (ships) {
      messages.add(new Shipped(primary, asked.request(), answer.header()));
    }
    boolean stands = answer.stands();
    messages.add(
        new Answering(
            asked.node(),
            asked.start(),
            primary,
            asked.request(),
            answer,
            ships && laws.awaitsBackup(),
            stands && laws.awaitsStore() ? disks[primary].queue().size() : 0));
  }

  void deliver(Shipped shipped) {
    int backup = backup();
    if (backup < 0 || shipped.from() == backup) {
      return;
    }
    Copy copy = copies[backup];
    Answer answer = laws.follow(copy.header(), shipped.request(), shipped.header());
    if (answer.verdict() == Verdict.REFUSED) {
      return;
    }
    if (answer.verdict() == Verdict.APPLIED) {
      copies[backup] = copy.after(answer.header(), shipped.request());
      queue(backup, shipped.request(), answer.header());
    }
    replace(
        message ->
            message instanceof Answering answering
                    && answering.request().equals(shipped.request())
                    && answering.answer().stands()
                    && answering.answer().header().equals(shipped.header())
                ? answering.acknowledged()
                : message);
  }

  void deliver(Answering answering) {
    Node node = nodes[answering.node()];
    if (node.up && node.start == answering.start()) {
      node.told |= answering.request() instanceof Request.Batch && !answering.answer().stands();
      tell(answering.node(), new Event.Answered(answering.request(), answering.answer()));
    }
  }

  private void queue(int at, Request request, Header header) {
    List<Entry> entries =
        request instanceof Request.Batch batch ? batch.entries() : List.<Entry>of();
    disks[at] =
        disks[at].queue(List.of(new Disk.Item(request instanceof Request.Create, header, entries)));
    writeAtOnce(at);
  }

  private void writeAtOnce(int at) {
    while (setting.quickDisks() && !disks[at].queue().isEmpty()) {
      writeDisk(at);
    }
  }

  void writeDisk(int at) {
    disks[at] = disks[at].write(setting.keys());
    replace(
        message ->
            message instanceof Answering answering && answering.at() == at
                ? answering.written()
                : message);
  }

  private void replace(java.util.function.UnaryOperator<Message> by) {
    Set<Message> next = new LinkedHashSet<>();
    messages.forEach(message -> next.add(by.apply(message)));
    messages = next;
  }

  /** The node that keeps the backup, or -1. */
  int backup() {
    for (int i = 0; i < nodes.length; i++) {
      if (i != primary && keeps(i) && copies[i].header() != null) {
        return i;
      }
    }
    return -1;
  }

  /** Whether a copy may be on this node: with three, the first only holds. */
  boolean keeps(int node) {
    return present(node) && (node > 0 || nodes.length < 3);
  }

  boolean present(int node) {
    return nodes[node].up && !nodes[node].isolated;
  }

  /** The primary's copy as a whole arrives at the other node, as a new generation on its disk. */
  void bringUpToDate(int at) {
    Copy whole = copies[primary];
    copies[at] = whole;
    Header header = whole.header();
    Header begun =
        new Header(
            header.incarnation(),
            header.epoch(),
            header.token(),
            header.sequence(),
            header.holder(),
            header.copies(),
            false);
    disks[at] =
        disks[at].queue(
            List.of(
                new Disk.Item(true, begun, List.of()),
                new Disk.Item(false, begun, whole.contents().present()),
                new Disk.Item(false, header, List.of())));
    writeAtOnce(at);
  }

  // ---- faults

  void crash(int at) {
    Node node = new Node();
    node.up = false;
    node.start = nodes[at].start + 1;
    nodes[at] = node;
    disks[at] = disks[at].crash();
    if (!laws.recordsStaged()) {
      installed = Set.of(1);
    }
    leave(at);
  }

  void isolate(int at) {
    nodes[at].isolated = true;
    leave(at);
  }

  /** What was sent to this node by processes that are gone is gone; those that live try again. */
  private void leave(int at) {
    boolean was = primary == at;
    messages.removeIf(message -> message instanceof Answering answering && answering.at() == at);
    copies[at] = Copy.none(setting.keys());
    if (was) {
      primary = -1;
      for (int i = 0; i < nodes.length; i++) {
        if (keeps(i)) {
          primary = i;
        }
      }
    }
    messages.removeIf(
        message ->
            message instanceof Asked asked
                && was
                && !(nodes[asked.node()].up && nodes[asked.node()].start == asked.start()));
  }

  void restart(int at) {
    nodes[at].up = true;
    if (primary < 0 && keeps(at)) {
      primary = at;
    }
  }

  /** Forgets answers that nobody waits for any more: {@link ShardLife} ignores them. */
  void prune() {
    messages.removeIf(
        message ->
            message instanceof Answering answering
                && !(nodes[answering.node()].start == answering.start()
                    && answering.request().equals(nodes[answering.node()].life.outstanding())));
  }

  // ---- what must hold when all is quiet

  /** Whether the shard is served and nothing is under way. */
  boolean quiet() {
    Node serving = null;
    for (Node node : nodes) {
      if (!node.up || node.isolated) {
        return false;
      }
      serving = node.gate != 0 ? node : serving;
    }
    return serving != null
        && serving.life.serves()
        && serving.life.outstanding() == null
        && serving.dirty.isEmpty()
        && serving.life.header().equals(copies[primary].header());
  }

  void checkQuiet() {
    for (Node node : nodes) {
      if (node.gate != 0) {
        Contents heap = node.heap(node.gate);
        clients.find(heap.values());
        for (Copy copy : copies) {
          if (node.life.header().equals(copy.header()) && !copy.contents().equals(heap)) {
            throw new Violation(Kind.COPIES_DIFFER, heap + " in the heap, " + copy);
          }
        }
      }
    }
  }
}
