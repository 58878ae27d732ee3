/**
 * The handoff map as the tables see it: a place that mirrors every shard, entry by entry, as bytes.
 *
 * <p>Implemented by the Hazelcast module and by a fake in tests. Must not know tables.
 */
@Export
@Version("1.0.0")
package dev.baton.state.map;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
