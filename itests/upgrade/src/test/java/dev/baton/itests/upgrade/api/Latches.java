package dev.baton.itests.upgrade.api;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Where bundles and stories meet: held in the API, which both see. */
public final class Latches {
  private static volatile CountDownLatch leave = new CountDownLatch(0);
  private static volatile CountDownLatch inside = new CountDownLatch(0);

  private Latches() {}

  /** From now on calls stay inside until {@link #release}. */
  public static void close() {
    inside = new CountDownLatch(1);
    leave = new CountDownLatch(1);
  }

  /** Lets everybody go. */
  public static void release() {
    leave.countDown();
  }

  /** Waits until somebody is inside. */
  public static boolean somebodyIsInside() throws InterruptedException {
    return inside.await(10, TimeUnit.SECONDS);
  }

  /** What a bundle does that hangs; bounded, so that no thread outlives the test by much. */
  public static void hang() {
    inside.countDown();
    try {
      leave.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
