/**
 * The cluster as the rest of a node sees it: who is there ({@link
 * dev.baton.container.cluster.Cluster}), what all have agreed on ({@link
 * dev.baton.container.cluster.Ledger}), and whether this node may answer for it ({@link
 * dev.baton.container.cluster.Lease}).
 *
 * <p>Each is an OSGi service, also on a node that is alone. Must not show how members are found or
 * reached: no type of Hazelcast is in it. Read {@link dev.baton.container.cluster.Cluster} first.
 */
@Export
@Version("1.0.0")
package dev.baton.container.cluster;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
