package dev.baton.container;

import java.time.Instant;

/**
 * A line of a node's log, with the lines of its stack trace.
 *
 * @param node the node's name
 */
public record LogLine(Instant at, String node, String text) {}
