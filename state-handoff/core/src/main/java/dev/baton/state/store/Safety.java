package dev.baton.state.store;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How far the log has come: what was handed to the operating system, what was forced to disk; or
 * why it has failed. Thread-safe.
 */
final class Safety {
  private final Path folder;
  private final Watermark written = new Watermark();
  private final Watermark forced = new Watermark();
  private volatile StoreFailedException failure;

  Safety(Path folder) {
    this.folder = folder;
  }

  Watermark written() {
    return written;
  }

  Watermark forced() {
    return forced;
  }

  Optional<StoreFailedException> failure() {
    return Optional.ofNullable(failure);
  }

  /** Nothing more is written; whoever waits is told. The first failure is the one that counts. */
  void fail(Throwable cause) {
    synchronized (this) {
      if (failure != null) {
        failure.addSuppressed(cause);
        return;
      }
      failure =
          new StoreFailedException(
              "The store "
                  + folder
                  + " takes nothing any more: "
                  + cause.getMessage()
                  + ". What was written before is kept; put right what is wrong with the disk and"
                  + " restart the node.",
              cause);
    }
    written.fail(failure);
    forced.fail(failure);
  }
}
