package dev.baton.state.protocol;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** One node of a {@link Cluster}: its process, its replica, its store and its vote. */
final class ClusterNode {
  /** What the runtime was told to do and has not reported yet. */
  enum Task {
    NONE,
    LOAD,
    SEND_STORED,
    COMPARE,
    TAKE_OVER
  }

  /** Whom to tell once the store has written this far. */
  record Tell(long ticket, int sender, int senderStart, Header stored) {}

  /** An answer whose copies have not all confirmed it. */
  record Heard(Request request, Answer answer, long sent) {}

  /** A restore that this node makes: from what, and whether that is sent. */
  record Restoring(Header stored, boolean sent) {}

  private static final int PATIENCE = 3;
  static final long NEVER = Long.MIN_VALUE / 2;

  // What survives a kill.
  final int number;
  int start = 1;
  Disk disk = Disk.EMPTY;
  int voted;

  // What does not.
  boolean up = true;
  boolean paused;
  boolean wasIn;
  int side;
  Copy replica;
  long queued;
  long written;
  List<Tell> tells = new ArrayList<>();
  int known;
  final Map<UUID, Long> outSince = new HashMap<>();

  /** The voters that granted a member nothing for so long that no lease of it can last. */
  final Map<UUID, Set<Integer>> longSince = new HashMap<>();

  /** When it granted a lease to a member for the last time, as a voter. */
  final Map<UUID, Long> grantedAt = new HashMap<>();

  /** What it granted before counts as granted then. */
  long began = NEVER;

  /** Of which the holder said that it does not hold it any more. */
  final Set<Header> saidFree = new HashSet<>();

  Map<UUID, Header> told = new HashMap<>();
  List<Heard> heard = new ArrayList<>();
  long asked = NEVER;
  Set<Integer> granted = new HashSet<>();
  long leased = NEVER;
  int drawn;
  ShardState life = ShardState.ABSENT;
  Task task = Task.NONE;
  Restoring restoring;

  /** What it claimed and has not loaded, of another member; or null. */
  Header claimedFrom;

  boolean gate;
  Contents heap;
  Contents follower;
  List<Entry> dirty = List.of();
  long position;
  long released;
  List<Node.Waiting> waiting = new ArrayList<>();

  /** The last request that was not answered in time, and how often it was sent by then. */
  private Request late;

  private int sent;

  ClusterNode(int number, int keys) {
    this.number = number;
    replica = Copy.none(keys);
  }

  UUID id() {
    return Cluster.id(number);
  }

  UUID member() {
    return new UUID(100 + number, start);
  }

  /** The same node after its process died: still down. */
  ClusterNode killed(int keys) {
    ClusterNode next = new ClusterNode(number, keys);
    next.start = start + 1;
    next.disk = new Disk(disk.whole(), null, List.of());
    next.voted = voted;
    next.known = voted;
    next.up = false;
    next.side = side;
    return next;
  }

  /** The same process as a new member: what it had in the map and held is gone. */
  void comesAsNewMember(int keys) {
    drop();
    grantedAt.clear();
    longSince.clear();
    life = ShardState.ABSENT;
    start++;
    wasIn = false;
    replica = Copy.none(keys);
    heard.clear();
    granted.clear();
    asked = NEVER;
    leased = NEVER;
    drawn = 0;
    follower = null;
    restoring = null;
    tells.clear();
  }

  /** Counts how often in a row; whether that is enough to give the attempt up and begin anew. */
  boolean unansweredTooOften(Request request) {
    sent = request.equals(late) ? sent + 1 : 1;
    late = request;
    return sent > PATIENCE;
  }

  boolean runs() {
    return up && !paused;
  }

  boolean idle() {
    return life.phase() == Phase.ABSENT || life.phase() == Phase.REPLACED;
  }

  void drop() {
    gate = false;
    heap = null;
    dirty = List.of();
    released = position;
    waiting.clear();
    heard.clear();
    task = Task.NONE;
    restoring = null;
  }

  void write(Entry entry) {
    heap = heap.with(List.of(entry));
    List<Entry> next = new ArrayList<>(dirty);
    next.removeIf(old -> Contents.key(old) == Contents.key(entry));
    next.add(entry);
    dirty = List.copyOf(next);
    position++;
  }

  Event.Taken take() {
    Event.Taken taken = new Event.Taken(dirty, position, false);
    dirty = List.of();
    return taken;
  }

  // ---- the store, as LocalStore has it

  /** The last header queued. */
  Header head() {
    List<Disk.Item> queue = disk.queue();
    if (!queue.isEmpty()) {
      return queue.get(queue.size() - 1).header();
    }
    if (disk.part() != null) {
      return disk.part().header();
    }
    return stored();
  }

  /** The header of the newest complete generation, as far as it is written. */
  Header stored() {
    return disk.whole() == null ? null : disk.whole().header();
  }

  long queue(List<Disk.Item> items) {
    disk = disk.queue(items);
    queued += items.size();
    return queued;
  }

  void writeDisk(int keys) {
    disk = disk.write(keys);
    written++;
  }
}
