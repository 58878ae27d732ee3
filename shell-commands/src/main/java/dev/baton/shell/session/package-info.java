/**
 * Gogo behind a connection: one command, a script, or the interactive shell on a JLine terminal
 * whose other end is the client's.
 *
 * <p>Read {@link dev.baton.shell.session.ShellServer} first, then {@link
 * dev.baton.shell.session.Interpreter}, which says what comes of a command line and what its exit
 * status is. A session's {@code run} has a thread of its own; its other methods come from the
 * connection's reader and do not block.
 */
package dev.baton.shell.session;
