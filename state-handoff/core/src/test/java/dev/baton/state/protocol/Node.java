package dev.baton.state.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One process of a {@link World}: a shard's runtime, as far as the protocol cares. */
final class Node implements Cloneable {
  /** What the runtime was told to do and has not reported yet. */
  enum Task {
    NONE,
    LOAD,
    SEND_STORED,
    COMPARE,
    TAKE_OVER
  }

  /** A call that ended and whose reply waits until {@code position} is safe. */
  record Waiting(int key, int value, List<Integer> read, List<Integer> floor, long position) {}

  int start = 1;
  boolean up = true;
  boolean isolated;
  boolean told;
  int drawn;
  ShardState life = ShardState.ABSENT;
  Task task = Task.NONE;
  String taking;
  List<Entry> stored = List.of();
  Header began;
  boolean sending;

  /** The tables by version: 1 and 2; null if not loaded. */
  private Contents[] heaps = new Contents[3];

  private boolean[] sealed = new boolean[3];
  int gate;
  List<Entry> dirty = List.of();
  long position;
  long released;
  List<Waiting> waiting = List.of();

  Contents heap(int version) {
    return heaps[version];
  }

  boolean sealed(int version) {
    return sealed[version];
  }

  void load(int version, Contents contents) {
    heaps[version] = contents;
    sealed[version] = false;
  }

  void drop(int version) {
    heaps[version] = null;
    dirty = List.of();
    position = released;
  }

  void seal(int version, boolean on) {
    sealed[version] = on;
  }

  void dropAll() {
    heaps = new Contents[3];
    sealed = new boolean[3];
    gate = 0;
    dirty = List.of();
    released = position;
    waiting = List.of();
    task = Task.NONE;
  }

  void write(int version, Entry entry) {
    heaps[version] = heaps[version].with(List.of(entry));
    List<Entry> next = new ArrayList<>(dirty);
    next.removeIf(old -> Contents.key(old) == Contents.key(entry));
    next.add(entry);
    dirty = List.copyOf(next);
    position++;
  }

  /** Everything dirty at this instant; followers get it as well. */
  Event.Taken take() {
    Event.Taken taken = new Event.Taken(dirty, position, false);
    int holds = version(life.header().holder());
    for (int version = 1; version < heaps.length; version++) {
      if (version != holds && heaps[version] != null) {
        heaps[version] = heaps[version].with(dirty);
      }
    }
    dirty = List.of();
    return taken;
  }

  void await(Waiting call) {
    List<Waiting> next = new ArrayList<>(waiting);
    next.add(call);
    waiting = List.copyOf(next);
  }

  static int version(Holder holder) {
    return holder.version().charAt(0) - '0';
  }

  static int version(String version) {
    return version.charAt(0) - '0';
  }

  Object key() {
    return Arrays.asList(
        start, up, isolated, told, drawn, life, task, taking, stored, began, sending, heaps[1],
        heaps[2], sealed[1], sealed[2], gate, dirty, position, released, waiting);
  }

  Node copy() {
    try {
      Node copy = (Node) clone();
      copy.heaps = heaps.clone();
      copy.sealed = sealed.clone();
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }
}
