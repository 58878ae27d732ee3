package dev.baton.state.store;

/**
 * How a {@link FileStore} keeps its files.
 *
 * @param segmentBytes size at which a log file is closed and the next one begun
 * @param compactAfterBytes how much log there must be, at least, before it is compacted; from then
 *     on it is compacted whenever there is as much log as compacted content, or up to half more,
 *     drawn anew each time: several stores that grow alike are not to compact all at once
 * @param compactBytesPerSecond how fast compaction writes at most, so that it does not hold up what
 *     is queued
 */
public record StoreOptions(long segmentBytes, long compactAfterBytes, long compactBytesPerSecond) {

  private static final long MEBIBYTE = 1 << 20;

  /** Log files of 32 MiB, compacted from 64 MiB on at 32 MiB a second. */
  public static final StoreOptions DEFAULT =
      new StoreOptions(32 * MEBIBYTE, 64 * MEBIBYTE, 32 * MEBIBYTE);

  public StoreOptions {
    requirePositive("segmentBytes", segmentBytes);
    requirePositive("compactAfterBytes", compactAfterBytes);
    requirePositive("compactBytesPerSecond", compactBytesPerSecond);
  }

  private static void requirePositive(String name, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be positive, not " + value);
    }
  }
}
