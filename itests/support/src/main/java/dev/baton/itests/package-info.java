/**
 * Nodes as processes, for stories that need the real distribution.
 *
 * <p>Read {@link dev.baton.itests.NodeProcess} first. Nothing here knows what runs inside a node: a
 * story sees what an operator sees. Every wait has a limit, and closing a node ends its process.
 */
package dev.baton.itests;
