/**
 * The hand-off of a shard to another node: the same follower, at the far end of a channel.
 *
 * <p>{@link dev.baton.container.upgrade.far.Far} is the holder's end, {@link
 * dev.baton.container.upgrade.far.Arrivals} the other. What fails here fails the follower alone:
 * the holder serves on, and after the commit the header says who holds the shard. Must not know
 * Hazelcast.
 */
package dev.baton.container.upgrade.far;
