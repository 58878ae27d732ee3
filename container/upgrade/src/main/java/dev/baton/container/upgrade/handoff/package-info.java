/**
 * The hand-off of a service's shards from one version to another, in this node.
 *
 * <p>The state table stands in {@link dev.baton.container.upgrade.handoff.Handoff}. One thread, the
 * act's, owns a hand-off from beginning to end.
 */
package dev.baton.container.upgrade.handoff;
