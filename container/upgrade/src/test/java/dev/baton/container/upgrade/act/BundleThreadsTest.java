package dev.baton.container.upgrade.act;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.container.RefusedException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class BundleThreadsTest {
  private static final Duration LONG = Duration.ofSeconds(10);

  private final BundleThreads threads = new BundleThreads();

  @Test
  void bundleCodeRunsWithItsOwnContextClassLoader() throws Exception {
    ClassLoader own = new ClassLoader() {};
    assertSame(
        own, threads.run("start", LONG, own, () -> Thread.currentThread().getContextClassLoader()));
  }

  @Test
  void whatItThrowsArrives() {
    ExecutionException failed =
        assertThrows(
            ExecutionException.class,
            () ->
                threads.run(
                    "start",
                    LONG,
                    null,
                    () -> {
                      throw new IllegalStateException("no configuration");
                    }));
    assertEquals("no configuration", failed.getCause().getMessage());
  }

  @Test
  void whatHangsIsLeftBehindAndListedUntilItEnds() throws Exception {
    CountDownLatch hang = new CountDownLatch(1);
    RefusedException refused =
        assertThrows(
            RefusedException.class,
            () ->
                threads.run(
                    "start of counter 9.0.0",
                    Duration.ofMillis(20),
                    null,
                    () -> {
                      hang.await();
                      return null;
                    }));
    assertTrue(refused.getMessage().contains("start of counter 9.0.0 did not return within 20 ms"));
    assertEquals(1, threads.stuck("counter ").size());
    assertEquals(0, threads.stuck("other ").size());
    Thread left =
        Thread.getAllStackTraces().keySet().stream()
            .filter(t -> t.getName().equals("baton start of counter 9.0.0"))
            .findFirst()
            .orElseThrow();
    hang.countDown();
    left.join(LONG.toMillis());
    assertEquals(0, threads.stuck("counter ").size());
  }
}
