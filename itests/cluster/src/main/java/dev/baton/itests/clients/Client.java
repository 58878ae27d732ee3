package dev.baton.itests.clients;

import dev.baton.itests.history.Call;
import dev.baton.itests.history.Outcome;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One client: calls one counter after the other, at one node until that node does not answer, or
 * for a while; then at the next one. For one thread.
 */
final class Client {
  private static final int CALLS_AT_A_NODE = 50;
  private static final Duration CONNECT = Duration.ofSeconds(2);

  /** No instant, or one that is missed once in centuries. */
  private static final long NOT = Long.MIN_VALUE;

  private final int number;
  private final List<? extends Target> targets;
  private final Load load;
  private final Consumer<Call> record;
  private final Random random;
  private Connection connection;
  private int target;
  private int callsHere;
  private boolean inTurn;
  private volatile long waitsSince = NOT;
  private int turn;

  Client(int number, List<? extends Target> targets, Load load, Consumer<Call> record) {
    this.number = number;
    this.targets = targets;
    this.load = load;
    this.record = record;
    this.random = new Random(load.seed() * 31 + number);
    this.target = number;
    this.turn = (int) ((long) number * load.keys() / load.clients());
  }

  /** Calls until it is over; a call that is under way then is answered first. */
  void callUntil(CountDownLatch over) {
    try {
      while (!over.await(load.pause().toNanos(), TimeUnit.NANOSECONDS)) {
        call(String.valueOf(nextKey()), random.nextInt(100) >= load.readPercent());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      disconnect();
    }
  }

  /**
   * By turns any key, so that clients meet, and the one after the last, so that none is left out.
   */
  private int nextKey() {
    inTurn = !inTurn;
    if (!inTurn) {
      return random.nextInt(load.keys());
    }
    turn = (turn + 1) % load.keys();
    return turn;
  }

  /** Makes one call, records it, and goes to another node if this one did not answer. */
  Call call(String key, boolean increment) {
    Target node = targets.get(Math.floorMod(target, targets.size()));
    long begin = System.nanoTime();
    waitsSince = begin;
    Call call;
    try {
      connect(node);
    } catch (IOException e) {
      return note(key, increment, Outcome.FAILED, 0, begin, node, "no connection: " + words(e));
    }
    try {
      Reply reply =
          increment
              ? connection.ask("POST", "/counter/" + key + "/increment")
              : connection.ask("GET", "/counter/" + key);
      boolean ok = reply.outcome() == Outcome.OK;
      long value = ok ? reply.value() : 0;
      String remark = ok ? "" : reply.remark();
      call = note(key, increment, reply.outcome(), value, begin, node, remark);
      if (reply.closing() || ++callsHere >= CALLS_AT_A_NODE) {
        goOn();
      }
    } catch (IOException | NumberFormatException e) {
      call = note(key, increment, Outcome.UNKNOWN, 0, begin, node, "no reply: " + words(e));
    }
    return call;
  }

  private void connect(Target node) throws IOException {
    if (connection != null && connection.isOver()) {
      disconnect();
    }
    if (connection == null) {
      Optional<InetSocketAddress> address = node.http();
      if (address.isEmpty()) {
        throw new IOException("it is not there");
      }
      connection = new Connection(address.get(), load.limit(), CONNECT);
    }
  }

  private Call note(
      String key,
      boolean increment,
      Outcome outcome,
      long value,
      long begin,
      Target node,
      String remark) {
    String where = remark.isEmpty() ? node.name() : node.name() + ": " + remark;
    Call call = new Call(number, key, increment, outcome, value, begin, System.nanoTime(), where);
    waitsSince = NOT;
    record.accept(call);
    if (outcome != Outcome.OK) {
      goOn();
    }
    return call;
  }

  /** How many nanoseconds it has waited for an answer by now; for any thread. */
  long waits() {
    long since = waitsSince;
    return since == NOT ? 0 : System.nanoTime() - since;
  }

  /** To the next node. */
  private void goOn() {
    disconnect();
    target++;
    callsHere = 0;
  }

  void disconnect() {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }

  @Override
  public String toString() {
    return "client-" + number;
  }

  private static String words(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
