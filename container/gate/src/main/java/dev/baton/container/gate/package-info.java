/**
 * The gate: what callers hold instead of a service of a service bundle, so that its version can be
 * replaced under them.
 *
 * <p>Read {@link dev.baton.container.gate.Gates} first, the door of the upgrade engine; then {@link
 * dev.baton.container.gate.ShardGate}, where a call enters, is held, and leaves. Knows the author's
 * API (annotations and the shard of a key) and nothing of tables, Hazelcast or the engine: what
 * stands behind a gate is a {@link dev.baton.container.gate.Custody}.
 *
 * <p>A shard that another node holds has a {@link dev.baton.container.gate.Occupant#remote remote
 * occupant}, whose targets are stubs: to the gate a call of it is a call like any other.
 *
 * <p>Calls enter and leave on their own threads, without a lock and without allocation. Gates are
 * closed and opened by the one thread that owns the hand-off. No lock is held while code of a
 * bundle runs.
 */
@Export
@Version("1.0.0")
package dev.baton.container.gate;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
