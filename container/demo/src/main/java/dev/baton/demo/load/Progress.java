package dev.baton.demo.load;

/**
 * How far the load is.
 *
 * @param requests calls that have ended
 * @param failed how many of them failed
 */
public record Progress(long requests, long failed) {}
