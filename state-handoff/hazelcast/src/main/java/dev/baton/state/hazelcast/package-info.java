/**
 * The handoff map on Hazelcast: every shard, its header and its entries, in one partition of the
 * map {@code baton.state.<service>}, written by one partition operation that has its backups
 * awaited.
 *
 * <p>What a copy does with a request is {@link dev.baton.state.protocol.Fence}'s; {@link
 * dev.baton.state.hazelcast.Replica} runs it, all or nothing; {@link
 * dev.baton.state.hazelcast.MapRecords} alone touches the records. Must not know tables. Operations
 * run on partition threads: no disk, no lock, no waiting there. Read {@link
 * dev.baton.state.hazelcast.HazelcastHandoffMap} first.
 */
@Export
@Version("1.0.0")
package dev.baton.state.hazelcast;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
