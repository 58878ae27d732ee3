package dev.baton.container.gate;

/** Keeps what one thread writes at each call off the cache lines of other threads. */
abstract class Padded {
  @SuppressWarnings("unused")
  private long p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14;
}
