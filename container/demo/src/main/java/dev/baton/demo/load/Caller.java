package dev.baton.demo.load;

import dev.baton.demo.load.CallLog.Outcome;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.SplittableRandom;

/**
 * Makes one call after the other on a connection of its own and notes what became of each. A
 * connection that is lost fails the call that was on it; the next call opens another.
 */
final class Caller implements Runnable {
  private static final int LONGEST_REASON = 200;

  private final LoadOptions options;
  private final InetSocketAddress server;
  private final Timetable timetable;
  private final Tally tally;
  private final SplittableRandom random;
  private final CallLog log = new CallLog();
  private Connection connection;

  Caller(LoadOptions options, Timetable timetable, Tally tally, long seed) {
    this.options = options;
    this.server = options.server();
    this.timetable = timetable;
    this.tally = tally;
    this.random = new SplittableRandom(seed);
  }

  /** What became of the calls; to be read when the thread has ended. */
  CallLog log() {
    return log;
  }

  @Override
  public void run() {
    for (long due = timetable.awaitNext(); due != Long.MIN_VALUE; due = timetable.awaitNext()) {
      call(random.nextInt(options.keys()), random.nextInt(100) >= options.readPercent(), due);
    }
    disconnect();
  }

  private void call(int key, boolean increment, long due) {
    long sent = System.nanoTime();
    try {
      if (connection == null) {
        connection = new Connection(server, options.timeout());
      }
    } catch (IOException e) {
      failed(key, increment, Outcome.NOT_EXECUTED, due, sent, "no connection: " + words(e));
      return;
    }
    try {
      if (increment) {
        connection.sendIncrement(key);
      } else {
        connection.sendGet(key);
      }
      note(key, increment, due, sent, connection.receive());
    } catch (IOException | NumberFormatException e) {
      failed(key, increment, Outcome.UNKNOWN, due, sent, "no proper reply: " + words(e));
      disconnect();
    }
  }

  private void note(int key, boolean increment, long due, long sent, Reply reply) {
    if (reply.isSuccess()) {
      long value = reply.number();
      log.acknowledged(key, increment, due, sent, System.nanoTime(), reply.version(), value);
      tally.acknowledged();
    } else {
      boolean maybeExecuted = reply.status() >= 500 && reply.status() != 503;
      failed(
          key,
          increment,
          maybeExecuted ? Outcome.UNKNOWN : Outcome.NOT_EXECUTED,
          due,
          sent,
          reply.status() + " " + beginning(reply.body()));
    }
    if (reply.closing()) {
      tally.dropped();
      disconnect();
    }
  }

  private void failed(
      int key, boolean increment, Outcome outcome, long due, long sent, String reason) {
    log.failed(key, increment, outcome, due, sent, System.nanoTime(), reason);
    tally.failed();
  }

  private void disconnect() {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }

  private static String beginning(String body) {
    return body.length() <= LONGEST_REASON ? body : body.substring(0, LONGEST_REASON) + " ...";
  }

  private static String words(Exception e) {
    return e.getClass().getSimpleName() + ": " + e.getMessage();
  }
}
