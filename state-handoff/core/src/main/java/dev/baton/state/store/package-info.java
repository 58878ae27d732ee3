/**
 * The copy on a node's disk: the shards it keeps, and the node's own records.
 *
 * <p>Read {@link dev.baton.state.store.LocalStore} first, then {@link
 * dev.baton.state.store.FileStore}. Must not know tables or Hazelcast.
 *
 * <p>In the folder of a store stand, numbered in the order in which they were begun, {@code *.log},
 * the log in pieces, and at most one {@code *.compact}, which holds the content of all files with
 * smaller numbers; {@code records/}; and {@code lock}, which names the process that has the store.
 *
 * <p>Threads: one writes the log, one forces it, one compacts; they are the store's own and start
 * nothing else but the callbacks of {@code written} and {@code forced}. Whoever queues or reads
 * never waits for them.
 */
@Export
@Version("1.0.0")
package dev.baton.state.store;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
