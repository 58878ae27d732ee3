package dev.baton.state.protocol;

import dev.baton.state.protocol.Violation.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What clients were told, by key: what was acknowledged to one of them, or read by one. */
final class Clients {
  private List<Integer> acknowledged;
  private List<Integer> known;

  Clients(int keys) {
    acknowledged = Collections.nCopies(keys, 0);
    known = acknowledged;
  }

  Clients copy() {
    Clients copy = new Clients(0);
    copy.acknowledged = acknowledged;
    copy.known = known;
    return copy;
  }

  Object key() {
    return List.of(acknowledged, known);
  }

  /** The least that a read which begins now has to find. */
  List<Integer> know() {
    return known;
  }

  /** A reply has left the gate. */
  void hear(Node.Waiting call) {
    if (call.read() == null) {
      acknowledged = raise(acknowledged, call.key(), call.value());
      known = raise(known, call.key(), call.value());
      return;
    }
    compare(call.floor(), call.read(), "a read");
    for (int key = 0; key < call.read().size(); key++) {
      known = raise(known, key, call.read().get(key));
    }
  }

  /** The shard is quiet and holds these values. */
  void find(List<Integer> values) {
    compare(known, values, "the holder");
  }

  private void compare(List<Integer> floor, List<Integer> found, String where) {
    for (int key = 0; key < found.size(); key++) {
      if (found.get(key) < floor.get(key)) {
        boolean lost = found.get(key) < acknowledged.get(key);
        throw new Violation(
            lost ? Kind.WRITE_LOST : Kind.READ_GOES_BACK,
            where + " found " + found + " where clients had " + floor);
      }
    }
  }

  private static List<Integer> raise(List<Integer> values, int key, int value) {
    if (values.get(key) >= value) {
      return values;
    }
    List<Integer> next = new ArrayList<>(values);
    next.set(key, value);
    return List.copyOf(next);
  }
}
