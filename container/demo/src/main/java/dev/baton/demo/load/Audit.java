package dev.baton.demo.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Reads every counter over HTTP, many requests at a time on each connection. What cannot be read at
 * one of several servers is read at the next.
 */
final class Audit {
  private static final int CONNECTIONS = 4;
  private static final int AT_ONCE = 32;
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long PAUSE_MS = 100;

  private final LoadOptions options;
  private final int[] keys;

  /**
   * @param keys the counters to read
   */
  Audit(LoadOptions options, int[] keys) {
    this.options = options;
    this.keys = keys;
  }

  /**
   * The values of the counters, in their order.
   *
   * @throws IOException if one cannot be read
   */
  long[] values(ExecutorService threads) throws IOException, InterruptedException {
    long[] values = new long[keys.length];
    List<Callable<Void>> parts = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      int from = (int) ((long) keys.length * i / CONNECTIONS);
      int to = (int) ((long) keys.length * (i + 1) / CONNECTIONS);
      int number = i;
      parts.add(
          () -> {
            read(values, from, to, number);
            return null;
          });
    }
    Threads.all(threads.invokeAll(parts));
    return values;
  }

  private void read(long[] values, int from, int to, int number)
      throws IOException, InterruptedException {
    Access access = new Access(options.servers(), options.timeout(), () -> {}, number);
    try {
      for (int first = from; first < to; first += AT_ONCE) {
        readSome(values, first, Math.min(to, first + AT_ONCE), access);
      }
    } finally {
      access.close();
    }
  }

  /** A read may be made as often as one likes. */
  private void readSome(long[] values, int from, int to, Access access)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + LIMIT_NANOS;
    while (true) {
      try {
        Connection connection = access.connection();
        for (int i = from; i < to; i++) {
          connection.sendGet(keys[i]);
        }
        for (int i = from; i < to; i++) {
          values[i] = value(keys[i], connection.receive());
        }
        return;
      } catch (IOException failed) {
        if (options.servers().size() == 1 || System.nanoTime() > deadline) {
          throw failed;
        }
        if (access.refused()) {
          TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
        }
      }
    }
  }

  private static long value(int key, Reply reply) throws IOException {
    if (!reply.isSuccess()) {
      throw new IOException(
          "Counter " + key + " cannot be read: " + reply.status() + " " + reply.body());
    }
    return reply.number();
  }
}
