/**
 * How the nodes of a cluster agree on the {@link dev.baton.container.cluster.Ledger}: each runs a
 * voter and a proposer ({@link dev.baton.state.majority}) over a {@link
 * dev.baton.container.cluster.Cluster} channel, and keeps its voter in its local store.
 *
 * <p>All state belongs to one thread, the ledger's; only what is published by volatile fields is
 * read by others. It writes to disk on that thread, so nothing else runs there. Must not know
 * Hazelcast. Read {@link dev.baton.container.cluster.ledger.RunningLedger} first.
 */
package dev.baton.container.cluster.ledger;
