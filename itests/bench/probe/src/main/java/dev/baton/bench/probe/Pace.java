package dev.baton.bench.probe;

import java.util.Arrays;

/**
 * How fast calls were.
 *
 * @param perSecond how many a second, by all callers
 * @param medianMicros how long one took, at the median
 * @param p99Micros at the 99th percentile
 */
public record Pace(double perSecond, double medianMicros, double p99Micros) {

  /**
   * @param nanos how long each call took
   * @param elapsedNanos how long all of them took
   */
  static Pace of(long[] nanos, long elapsedNanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new Pace(
        nanos.length * 1e9 / elapsedNanos, percentile(sorted, 0.5), percentile(sorted, 0.99));
  }

  private static double percentile(long[] sorted, double part) {
    return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(part * sorted.length) - 1] / 1e3;
  }

  /** Reads what {@link #toString} wrote. */
  public static Pace parse(String text) {
    String[] figures = text.strip().split(" ");
    if (figures.length != 3) {
      throw new IllegalArgumentException("'" + text + "' is not three figures");
    }
    return new Pace(
        Double.parseDouble(figures[0]),
        Double.parseDouble(figures[1]),
        Double.parseDouble(figures[2]));
  }

  /** Three figures on a line. */
  @Override
  public String toString() {
    return perSecond + " " + medianMicros + " " + p99Micros;
  }
}
