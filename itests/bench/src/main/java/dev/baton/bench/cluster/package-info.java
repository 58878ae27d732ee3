/**
 * What a cluster does and costs, measured from outside, but for calls between nodes, which a bundle
 * measures inside one: failover, join, drain, start, remote calls, replicated writes.
 *
 * <p>Read {@link dev.baton.bench.cluster.ClusterBench} first. Each figure stands beside one of the
 * same run: a quiet window of the same length, a local call, a plain Hazelcast map. Times are
 * printed and never decide whether anything passes.
 */
package dev.baton.bench.cluster;
