/**
 * How a client talks to a node over the node's Unix domain socket. JDK only: the client uses this
 * package without a framework.
 *
 * <p>A frame is one byte of {@link dev.baton.shell.wire.Frame.Kind kind}, four bytes of length (big
 * endian) and as many bytes of body, at most {@value dev.baton.shell.wire.Frame#LONGEST}. An
 * unknown kind or a longer body ends the conversation.
 *
 * <pre>
 * client to node
 *   OPEN       an {@link dev.baton.shell.wire.Opening}; the first frame, and only the first
 *   INPUT      what was typed, as bytes
 *   RESIZE     columns and rows of the client's window, two ints
 *   INTERRUPT  Ctrl-C in a client whose terminal is not raw; empty
 * node to client
 *   OUT        bytes for standard output
 *   ERROR      bytes for standard error
 *   EXIT       the exit status, one int; the last frame
 * </pre>
 *
 * <p>Who may connect is decided by the file system: the socket and its directory belong to the
 * node's user and are open to nobody else. Read {@link dev.baton.shell.wire.FrameChannel} first;
 * one thread reads from it, one writes to it.
 */
@Export
@Version("1.0.0")
package dev.baton.shell.wire;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
