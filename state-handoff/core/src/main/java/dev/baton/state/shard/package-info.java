/**
 * The shards of a service on this node: what executes {@link dev.baton.state.protocol.ShardLife}.
 *
 * <p>Read {@link dev.baton.state.shard.Shard} first. Any thread may wait for writes to be safe, and
 * the first that does sends the batch; what changes the holder is driven by the one thread that
 * called it, which also runs what blocks: loading, comparing, the bundle's callbacks. Answers of
 * the map arrive on its own threads, which are never held up. Must not know Hazelcast or the gate.
 */
@Export
@Version("1.0.0")
package dev.baton.state.shard;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
