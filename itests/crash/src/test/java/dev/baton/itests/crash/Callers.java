package dev.baton.itests.crash;

import dev.baton.itests.Eventually;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Callers that increment counters over keep-alive connections until they are stopped. */
final class Callers {
  private static final Duration FIRST_ANSWER = Duration.ofSeconds(60);
  private static final long PAUSE_MS = 3;

  private final Counters counters;
  private final URI http;
  private final List<Thread> threads = new ArrayList<>();
  private final CountDownLatch firstAnswers = new CountDownLatch(Counters.CALLERS);
  private final AtomicInteger dropped = new AtomicInteger();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private volatile boolean stopped;

  private Callers(Counters counters, URI http) {
    this.counters = counters;
    this.http = http;
  }

  /** Starts them, and returns when each has had an answer. */
  static Callers start(Counters counters, URI http) throws Exception {
    Callers callers = new Callers(counters, http);
    for (int i = 0; i < Counters.CALLERS; i++) {
      int number = i;
      Thread thread = new Thread(() -> callers.run(number), "caller-" + i);
      thread.start();
      callers.threads.add(thread);
    }
    try {
      Eventually.holds(
          FIRST_ANSWER,
          () -> callers.firstAnswers.getCount() == 0 || callers.somethingIsWrong(),
          () -> "every caller answered");
    } catch (Exception | Error failed) {
      callers.end();
      throw failed;
    }
    return callers;
  }

  private void run(int number) {
    int key = number;
    boolean first = true;
    while (!stopped) {
      try {
        take(key, counters.increment(http, key));
        if (first) {
          firstAnswers.countDown();
          first = false;
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
      } catch (IOException broken) {
        counters.notTold(key);
        dropped.incrementAndGet();
        return;
      } catch (InterruptedException | RuntimeException | AssertionError failed) {
        wrong.add(failed.toString());
        return;
      }
      key = key + Counters.CALLERS < Counters.KEYS ? key + Counters.CALLERS : number;
    }
  }

  /** 503 says that the increment was not executed. */
  private void take(int key, HttpResponse<String> answer) {
    switch (answer.statusCode()) {
      case 200 -> counters.told(key, Long.parseLong(answer.body()), 1);
      case 503 -> {
        if (answer.headers().firstValue("Retry-After").isEmpty()) {
          wrong.add("503 without Retry-After: " + answer.body());
        }
      }
      case 504 -> counters.notTold(key);
      default -> wrong.add("Counter " + key + ": " + answer.statusCode() + " " + answer.body());
    }
  }

  private boolean somethingIsWrong() {
    return !wrong.isEmpty() || dropped.get() > 0;
  }

  /** Stops them after their last answers; the node may have ended before. */
  void end() throws InterruptedException {
    stopped = true;
    for (Thread thread : threads) {
      thread.join();
    }
    if (!wrong.isEmpty()) {
      throw new AssertionError(String.join("\n", wrong));
    }
  }

  /** Checks that no caller has been left without an answer so far. */
  void requireServed() {
    if (dropped.get() > 0) {
      throw new AssertionError(dropped + " callers were dropped by a node that served on");
    }
  }
}
