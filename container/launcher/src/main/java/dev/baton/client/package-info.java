/**
 * The command-line client: finds the node of a data directory, sends it one command or opens its
 * interactive shell, and passes bytes on. Knows no command of the node's; starts nothing. Depends
 * on {@code dev.baton.shell.wire} and on JLine for the terminal's mode, and loads JLine only for
 * the interactive shell, since a single command should be quick.
 *
 * <p>Read {@link dev.baton.client.Client} first. The main thread reads what the node sends; writing
 * is synchronized in {@link dev.baton.client.NodeConnection}.
 */
package dev.baton.client;
