/**
 * The state of one version of a service bundle on this node: the tables its author sees, their
 * entries in the heap, shard by shard, and the journal that notes what was written.
 *
 * <p>Read {@link dev.baton.state.table.VersionState} first, then {@link
 * dev.baton.state.table.ShardTables}. Tables are used by any number of threads; a journal is taken
 * and its entries are encoded by one thread at a time. Must not know the handoff map or the gate.
 */
@Export
@Version("1.0.0")
package dev.baton.state.table;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
