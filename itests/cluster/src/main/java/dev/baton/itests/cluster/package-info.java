/**
 * Clusters of real nodes on one machine, and what befalls them.
 *
 * <p>A story has a {@link dev.baton.itests.cluster.Scene}, which gives it {@link
 * dev.baton.itests.cluster.Nodes}; read that first. A {@link dev.baton.itests.cluster.Node} is a
 * data directory and the process that runs on it, again and again: it is stopped, killed, paused
 * and started again. {@link dev.baton.itests.cluster.Network} gives every node a network interface
 * of its own and cuts the ways between them, for stories that say {@link
 * dev.baton.itests.cluster.InOwnNetwork}.
 *
 * <p>A story sees what an operator sees: nothing here knows what runs inside a node. One thread
 * plays a story; every wait has a limit; no process outlives the story, or this JVM.
 */
package dev.baton.itests.cluster;
