/**
 * Calls to shards that other nodes hold.
 *
 * <p>Read {@link dev.baton.container.upgrade.route.Routing} first, this node's end of it. A call
 * leaves by a stub behind the shard's gate ({@code OutgoingCall}), travels as a {@code Question},
 * and enters the holder's gate there ({@code IncomingCall}); back comes an {@code Answer}. Either
 * it was executed, or surely not and is tried again, or nobody knows and the caller is told so.
 *
 * <p>A caller waits on its own thread; what comes in runs on {@code CallThreads} and waits at a
 * closed gate without one. Knows nothing of Hazelcast, nor of who decides which node holds a shard:
 * it asks {@link dev.baton.container.upgrade.route.Holders}.
 */
package dev.baton.container.upgrade.route;
