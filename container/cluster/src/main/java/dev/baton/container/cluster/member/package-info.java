/**
 * This node as a member of a cluster: the Hazelcast member with its safe configuration, the local
 * store on the node's disk, and {@code /health}.
 *
 * <p>Publishes {@link dev.baton.state.map.HandoffMap} and {@link dev.baton.state.store.LocalStore}
 * as services once both are up. Must not know service bundles. Read {@link
 * dev.baton.container.cluster.member.ClusterActivator} first.
 */
package dev.baton.container.cluster.member;
