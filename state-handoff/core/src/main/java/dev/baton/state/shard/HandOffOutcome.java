package dev.baton.state.shard;

/**
 * How a hand-off of a shard ended. In either case the shard is served again, unless another node
 * holds it.
 *
 * @param moved whether the new version holds the shard
 * @param reason why it did not move, in words, or null
 * @param cause what failed, or null
 */
public record HandOffOutcome(boolean moved, String reason, RuntimeException cause) {}
