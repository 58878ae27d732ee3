/**
 * The copy on a node's disk: the shards it keeps, and the node's own records.
 *
 * <p>Written by one thread of its own; never on the threads that queue. Must not know tables or
 * Hazelcast. Read {@link dev.baton.state.store.LocalStore} first.
 */
@Export
@Version("1.0.0")
package dev.baton.state.store;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
