/**
 * The cluster as its operator sees it from any node: what each node says of itself, put together,
 * and the verbs on nodes. Read {@link dev.baton.container.upgrade.nodes.ClusterNodes} first. Must
 * not change shards by itself: it records what is wanted, and tending does it.
 */
package dev.baton.container.upgrade.nodes;
