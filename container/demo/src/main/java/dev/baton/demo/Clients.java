package dev.baton.demo;

import dev.baton.demo.drive.LoadProcess;
import dev.baton.demo.load.Progress;
import java.io.IOException;
import java.time.Duration;

/** Watches the load client and tells how it fares. For one thread. */
final class Clients {
  private static final Duration TELL_EVERY = Duration.ofSeconds(2);
  private static final long KEEPS_PACE_MS = 50;
  private static final int MOST_WARM_UPS = 5;

  private final LoadProcess load;
  private final Narrator narrator;

  Clients(LoadProcess load, Narrator narrator) {
    this.load = load;
    this.narrator = narrator;
  }

  /** Watches until the node answers as fast as it is asked; a slow machine takes longer. */
  void warmUp(Duration time) throws IOException, InterruptedException {
    for (int i = 0; i < MOST_WARM_UPS; i++) {
      watch(time);
      long behindMs = load.progress().behindMs();
      if (behindMs <= KEEPS_PACE_MS) {
        return;
      }
      narrator.say("  replies are %,d ms behind: the node is still cold", behindMs);
    }
  }

  /** Opens a window of time. */
  void window(String name) throws IOException {
    load.window(name);
  }

  /** Lets time pass. */
  void watch(Duration time) throws IOException, InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      Thread.sleep(Duration.ofNanos(Math.min(left, TELL_EVERY.toNanos())).toMillis() + 1);
      Progress progress = load.progress();
      if (progress.unknown() == 0) {
        narrator.say("  %,d requests, %,d failed", progress.requests(), progress.failed());
      } else {
        narrator.say(
            "  %,d requests, %,d failed, %,d of unknown outcome",
            progress.requests(), progress.failed() - progress.unknown(), progress.unknown());
      }
    }
  }
}
