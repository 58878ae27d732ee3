/**
 * Proxies: how each method of a set of interfaces finds its shard, and the class that is generated
 * from that.
 *
 * <p>Read {@link dev.baton.container.gate.proxy.Routes} first. Knows nothing of OSGi. A generated
 * class lives in a loader of its own, which sees the interfaces and this bundle.
 */
package dev.baton.container.gate.proxy;
