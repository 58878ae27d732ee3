/**
 * The process of a node: reads the command line, starts the framework with the bundles of {@code
 * system/}, says when the node is ready, and stops it.
 *
 * <p>Read {@link dev.baton.launcher.Node} first; it has the table of a node's life. Nothing else in
 * Baton starts a framework, and nothing here knows what the bundles do. The main thread starts the
 * node and waits for its end; a shutdown hook stops it.
 */
package dev.baton.launcher;
