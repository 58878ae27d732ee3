/**
 * The node's end of the control socket: who may connect, and what goes between a connection and the
 * session behind it. Knows nothing of Gogo or of any command.
 *
 * <p>Read {@link dev.baton.shell.control.ControlServer} first. Each connection has three threads:
 * one reads frames, one writes them, one runs the session. Only the last is ever interrupted, since
 * an interrupt would close the socket under the other two.
 */
package dev.baton.shell.control;
