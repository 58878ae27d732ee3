package dev.baton.container.cluster;

import java.util.UUID;

/**
 * A node that is there now.
 *
 * @param node kept for life in the node's local store; a node whose store was lost is another one
 * @param member drawn at each start: a node that restarted is another member
 * @param name what its operator calls it
 * @param http where it answers HTTP, as {@code http://HOST:PORT}, or empty if it does not
 */
public record Peer(UUID node, UUID member, String name, String http) {}
