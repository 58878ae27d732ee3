package dev.baton.itests.crash;

import dev.baton.itests.Distribution;
import java.nio.file.Path;

/**
 * A row of crash points on one data directory. The node that recovers from one is the node that
 * ends at the next: before it does, it repeats what was interrupted. A point that fails costs the
 * data directory; the next one begins with a new one.
 */
abstract class Story implements AutoCloseable {
  /** An act from its outcome to its end. */
  static final String WHOLE_ACT = "OUTCOME_RECORDED,FINISH_RECORDED,";

  private final Distribution distribution;
  private final Path directory;
  private Site site;
  private int sites;
  private boolean failed;

  Story(Distribution distribution, Path directory) {
    this.distribution = distribution;
    this.directory = directory;
  }

  /** The site there is. */
  final Site site() {
    return site;
  }

  /**
   * Ends the node at a point, and looks at what the next start makes of it.
   *
   * @param next where the node that is started then will end, or null
   */
  final void play(CrashPoint point, CrashPoint next) throws Exception {
    onSite(
        point,
        () -> {
          halt(point);
          recover(point, next);
        });
  }

  /** Plays something on the site there is, or on a new one, which a failure takes away. */
  final void onSite(CrashPoint point, Scene scene) throws Exception {
    try {
      if (site == null) {
        site = new Site(distribution, directory.resolve("site-" + ++sites));
        begin(point);
      }
      scene.play();
    } catch (Exception | Error failure) {
      failed = true;
      failure.addSuppressed(new AssertionError("What it left is in " + site));
      close();
      throw failure;
    }
  }

  /** What is played. */
  @FunctionalInterface
  interface Scene {
    void play() throws Exception;
  }

  /**
   * Starts the first node.
   *
   * @param point where it will end, or null
   */
  abstract void begin(CrashPoint point) throws Exception;

  /** Does again what was interrupted before, and then what ends at the point. */
  abstract void halt(CrashPoint point) throws Exception;

  /** Starts again, and checks what serves. */
  abstract void recover(CrashPoint point, CrashPoint next) throws Exception;

  /** Whether what a failed point left is to be kept. */
  final boolean hasFailed() {
    return failed;
  }

  @Override
  public void close() throws InterruptedException {
    if (site != null) {
      site.close();
      site = null;
    }
  }
}
