package dev.baton.demo.load;

/**
 * How far the load is.
 *
 * @param requests calls that have ended
 * @param failed how many of them failed
 * @param unknown how many of those are of unknown outcome
 * @param behindMs by how much calls leave later than they are due, since all connections are busy
 */
public record Progress(long requests, long failed, long unknown, long behindMs) {}
