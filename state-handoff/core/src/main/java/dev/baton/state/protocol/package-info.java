/**
 * The rules of a shard's life as pure functions: what a replica does with a request ({@link
 * dev.baton.state.protocol.Fence}) and what the holder does with an answer ({@link
 * dev.baton.state.protocol.ShardLife}).
 *
 * <p>No threads, no clock, no I/O: the container runs these functions, and so does the checker of
 * the tests, which plays lost, late and repeated answers and crashes against them. Must not know
 * tables, Hazelcast or OSGi.
 */
@Export
@Version("1.0.0")
package dev.baton.state.protocol;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
