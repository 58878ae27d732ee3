package dev.baton.demo.load;

import dev.baton.demo.load.CallLog.Outcome;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes one call after the other on a connection of its own and notes what became of each. A
 * connection that is lost leaves the call that was on it of unknown outcome: it is not made again.
 * One that was surely not executed is, if the options say so: no connection was made, or the answer
 * was 503 with Retry-After.
 */
final class Caller implements Runnable {
  private static final int LONGEST_REASON = 200;

  /** When all servers refuse, until they are asked again. */
  private static final long PAUSE_NANOS = 20_000_000;

  private final LoadOptions options;
  private final int[] keys;
  private final Timetable timetable;
  private final Tally tally;
  private final SplittableRandom random;
  private final Access access;
  private final CallLog log = new CallLog();

  /**
   * @param keys the counters to call
   * @param number of this caller, from 0
   */
  Caller(LoadOptions options, int[] keys, Timetable timetable, Tally tally, int number) {
    this.options = options;
    this.keys = keys;
    this.timetable = timetable;
    this.tally = tally;
    this.random = new SplittableRandom(number);
    this.access = new Access(options.servers(), options.timeout(), tally::dropped, number);
  }

  /** What became of the calls; to be read when the thread has ended. */
  CallLog log() {
    return log;
  }

  @Override
  public void run() {
    for (long due = timetable.awaitNext(); due != Long.MIN_VALUE; due = timetable.awaitNext()) {
      call(keys[random.nextInt(keys.length)], random.nextInt(100) >= options.readPercent(), due);
    }
    access.close();
  }

  private void call(int key, boolean increment, long due) {
    long patientUntil = System.nanoTime() + options.patience().toNanos();
    while (true) {
      long sent = System.nanoTime();
      String refusal = attempt(key, increment, due, sent);
      if (refusal.isEmpty()) {
        return;
      }
      if (sent >= patientUntil) {
        failed(key, increment, Outcome.NOT_EXECUTED, due, sent, refusal);
        return;
      }
      tally.sentElsewhere();
      if (access.refused()) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  /**
   * Makes the call once, and notes what became of it unless it may be made again.
   *
   * @return why it was surely not executed and may be made again, or an empty text
   */
  private String attempt(int key, boolean increment, long due, long sent) {
    Connection connection;
    try {
      connection = access.connection();
    } catch (IOException e) {
      return "no connection: " + words(e);
    }
    try {
      if (increment) {
        connection.sendIncrement(key);
      } else {
        connection.sendGet(key);
      }
      return note(key, increment, due, sent, connection.receive());
    } catch (IOException | NumberFormatException e) {
      failed(key, increment, Outcome.UNKNOWN, due, sent, "no proper reply: " + words(e));
      access.leave();
      return "";
    }
  }

  private String note(int key, boolean increment, long due, long sent, Reply reply) {
    if (reply.closing()) {
      tally.dropped();
      access.leave();
    }
    if (reply.isSuccess()) {
      long value = reply.number();
      log.acknowledged(key, increment, due, sent, System.nanoTime(), reply.version(), value);
      tally.acknowledged();
      access.answered();
      return "";
    }
    String reason = reply.status() + " " + beginning(reply.body());
    if (reply.isRefusal()) {
      return reason;
    }
    boolean maybeExecuted = reply.status() >= 500 && reply.status() != 503;
    failed(
        key, increment, maybeExecuted ? Outcome.UNKNOWN : Outcome.NOT_EXECUTED, due, sent, reason);
    return "";
  }

  private void failed(
      int key, boolean increment, Outcome outcome, long due, long sent, String reason) {
    log.failed(key, increment, outcome, due, sent, System.nanoTime(), reason);
    tally.failed(outcome == Outcome.UNKNOWN);
  }

  private static String beginning(String body) {
    return body.length() <= LONGEST_REASON ? body : body.substring(0, LONGEST_REASON) + " ...";
  }

  private static String words(Exception e) {
    return e.getClass().getSimpleName() + ": " + e.getMessage();
  }
}
