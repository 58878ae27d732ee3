/**
 * What a majority of the nodes records: who they are ({@link dev.baton.state.majority.Roster}), and
 * one value after the other about a thing that they must agree on, such as who holds a shard and
 * who keeps its copies. Read {@link dev.baton.state.majority.Voter} first.
 *
 * <p>Pure functions over values: no threads, no clock, no I/O. Whoever runs them keeps an
 * acceptor's state on disk before its reply leaves, and may send what many proposals ask of one
 * node in one message. Must not know shards, tables, Hazelcast or OSGi.
 */
@Export
@Version("1.0.0")
package dev.baton.state.majority;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
