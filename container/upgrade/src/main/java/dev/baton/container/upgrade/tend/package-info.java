/**
 * What keeps the shards of this node's services where they belong, without being asked: takes over
 * those of members that are gone, keeps their copy sets level with where the map keeps them, hands
 * them to the nodes that are to hold them.
 *
 * <p>Level-triggered: {@link dev.baton.container.upgrade.tend.Tending} looks at what is, whatever
 * happened, and does the next thing; who stops in the middle leaves nothing that another round does
 * not find. Read it first. A shard is changed by one thread at a time, under its lock in {@link
 * dev.baton.container.upgrade.handoff.ServiceBundle}. Must not know Hazelcast.
 */
package dev.baton.container.upgrade.tend;
