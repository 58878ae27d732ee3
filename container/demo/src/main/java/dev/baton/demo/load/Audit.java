package dev.baton.demo.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;

/** Reads every counter over HTTP, many requests at a time on each connection. */
final class Audit {
  private static final int CONNECTIONS = 4;
  private static final int AT_ONCE = 32;

  private final LoadOptions options;

  Audit(LoadOptions options) {
    this.options = options;
  }

  /**
   * The values of all counters.
   *
   * @throws IOException if one cannot be read
   */
  long[] values(ExecutorService threads) throws IOException, InterruptedException {
    long[] values = new long[options.keys()];
    List<Callable<Void>> parts = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      int from = (int) ((long) options.keys() * i / CONNECTIONS);
      int to = (int) ((long) options.keys() * (i + 1) / CONNECTIONS);
      parts.add(
          () -> {
            read(values, from, to);
            return null;
          });
    }
    Threads.all(threads.invokeAll(parts));
    return values;
  }

  private void read(long[] values, int from, int to) throws IOException {
    try (Connection connection = new Connection(options.server(), options.timeout())) {
      for (int first = from; first < to; first += AT_ONCE) {
        int end = Math.min(to, first + AT_ONCE);
        for (int key = first; key < end; key++) {
          connection.sendGet(key);
        }
        for (int key = first; key < end; key++) {
          Reply reply = connection.receive();
          if (!reply.isSuccess()) {
            throw new IOException(
                "Counter " + key + " cannot be read: " + reply.status() + " " + reply.body());
          }
          values[key] = reply.number();
        }
      }
    }
  }
}
