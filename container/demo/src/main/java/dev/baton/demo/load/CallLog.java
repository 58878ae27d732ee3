package dev.baton.demo.load;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * The calls of one caller in the order of their ends, in columns, since there are many and the
 * client's garbage collector must not make pauses that look like the server's. Times are of {@link
 * System#nanoTime()}. For one thread.
 */
final class CallLog {

  /** What is known of a call. */
  enum Outcome {
    /** Answered with success: it happened. */
    ACKNOWLEDGED,
    /** Answered with an error that says it was not executed, or never sent. */
    NOT_EXECUTED,
    /** No answer, or one that does not tell: it may have happened or not. */
    UNKNOWN;

    private static final Outcome[] ALL = values();
  }

  private final Map<String, Integer> reasons = new TreeMap<>();
  private int size;
  private int[] keys = new int[4096];
  private boolean[] increments = new boolean[4096];
  private byte[] outcomes = new byte[4096];
  private byte[] versions = new byte[4096];
  private long[] due = new long[4096];
  private long[] sent = new long[4096];
  private long[] ended = new long[4096];
  private long[] values = new long[4096];

  /** Notes a call that was answered with success. */
  void acknowledged(
      int key, boolean increment, long due, long sent, long ended, int version, long value) {
    add(key, increment, Outcome.ACKNOWLEDGED, due, sent, ended);
    versions[size - 1] = (byte) version;
    values[size - 1] = value;
  }

  /** Notes a call that failed. */
  void failed(
      int key, boolean increment, Outcome outcome, long due, long sent, long ended, String reason) {
    add(key, increment, outcome, due, sent, ended);
    reasons.merge(reason, 1, Integer::sum);
  }

  private void add(
      int key, boolean increment, Outcome outcome, long dueAt, long sentAt, long endedAt) {
    if (size == keys.length) {
      grow();
    }
    keys[size] = key;
    increments[size] = increment;
    outcomes[size] = (byte) outcome.ordinal();
    due[size] = dueAt;
    sent[size] = sentAt;
    ended[size] = endedAt;
    size++;
  }

  private void grow() {
    int larger = size * 2;
    keys = Arrays.copyOf(keys, larger);
    increments = Arrays.copyOf(increments, larger);
    outcomes = Arrays.copyOf(outcomes, larger);
    versions = Arrays.copyOf(versions, larger);
    due = Arrays.copyOf(due, larger);
    sent = Arrays.copyOf(sent, larger);
    ended = Arrays.copyOf(ended, larger);
    values = Arrays.copyOf(values, larger);
  }

  int size() {
    return size;
  }

  int key(int call) {
    return keys[call];
  }

  boolean isIncrement(int call) {
    return increments[call];
  }

  boolean isAcknowledged(int call) {
    return outcome(call) == Outcome.ACKNOWLEDGED;
  }

  Outcome outcome(int call) {
    return Outcome.ALL[outcomes[call]];
  }

  /** The major version that executed an acknowledged call. */
  int version(int call) {
    return versions[call];
  }

  long due(int call) {
    return due[call];
  }

  long sent(int call) {
    return sent[call];
  }

  long ended(int call) {
    return ended[call];
  }

  /** The value that an acknowledged call answered. */
  long value(int call) {
    return values[call];
  }

  /** Why calls failed, with how many did for that reason. */
  Map<String, Integer> reasons() {
    return reasons;
  }
}
