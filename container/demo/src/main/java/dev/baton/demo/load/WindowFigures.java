package dev.baton.demo.load;

/**
 * What clients saw in one window of time. A call belongs to the window in which it ended.
 *
 * @param name what the window was called
 * @param seconds how long it was
 * @param requests calls that ended in it
 * @param failed how many of them failed
 * @param longestGapMs the longest time without any successful reply
 * @param medianMs latency from the time a call was due, at the median of successful calls
 * @param p99Ms at the 99th percentile
 * @param p999Ms at the 99.9th percentile
 * @param maxMs the longest
 */
public record WindowFigures(
    String name,
    double seconds,
    long requests,
    long failed,
    double longestGapMs,
    double medianMs,
    double p99Ms,
    double p999Ms,
    double maxMs) {}
