package dev.baton.client;

import dev.baton.shell.wire.Frame;
import dev.baton.shell.wire.Opening;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Attributes.OutputFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** Opens the interactive shell of a node: this terminal becomes the other end of the node's. */
final class ShellClient {
  /** Ends what the node's line editor may have begun: bracketed paste, keypad mode. */
  private static final String CALM = "\u001b[?2004l\u001b[?1l\u001b>\r\n";

  private final NodeConnection node;
  private final Terminal terminal;

  private ShellClient(NodeConnection node, Terminal terminal) {
    this.node = node;
    this.terminal = terminal;
  }

  static int run(NodeConnection node, Invocation invocation) throws IOException, ClientException {
    if (invocation.words().size() > 1) {
      throw ClientException.usage(
          "baton shell takes no command; for a single one: baton "
              + String.join(" ", invocation.words().subList(1, invocation.words().size())));
    }
    if (!OwnTerminal.isThere()) {
      throw ClientException.usage(
          "baton shell needs a terminal; for a single command: baton COMMAND");
    }
    // JLine sets the terminal's mode by its own library, or by stty where that does not load.
    try (Terminal terminal =
        TerminalBuilder.builder().system(true).dumb(false).providers("jni,exec").build()) {
      return new ShellClient(node, terminal).converse();
    }
  }

  private int converse() throws IOException, ClientException {
    Attributes before = terminal.getAttributes();
    Thread restoring = new Thread(() -> terminal.setAttributes(before), "baton restore");
    Runtime.getRuntime().addShutdownHook(restoring);
    try {
      Size size = terminal.getSize();
      String directory = Path.of("").toAbsolutePath().toString();
      node.send(
          new Opening(
                  directory, terminal.getType(), true, size.getColumns(), size.getRows(), List.of())
              .frame());
      terminal.handle(Terminal.Signal.WINCH, signal -> tellSize());
      terminal.setAttributes(raw(before));
      Thread typing = new Thread(this::passTyped, "baton typed");
      typing.setDaemon(true);
      typing.start();
      Optional<Integer> status =
          node.receive(Client.raw(FileDescriptor.out), Client.raw(FileDescriptor.err));
      if (status.isEmpty()) {
        Client.raw(FileDescriptor.out).write(CALM.getBytes(StandardCharsets.US_ASCII));
        throw ClientException.failed("The node has ended the shell; it was stopped, or it died");
      }
      return status.get();
    } finally {
      terminal.setAttributes(before);
    }
  }

  /** As it is, but each byte goes through at once and unchanged, Ctrl-C too. */
  private static Attributes raw(Attributes before) {
    Attributes raw = new Attributes(before);
    raw.setLocalFlags(
        java.util.EnumSet.of(LocalFlag.ICANON, LocalFlag.ECHO, LocalFlag.IEXTEN, LocalFlag.ISIG),
        false);
    raw.setInputFlags(
        java.util.EnumSet.of(InputFlag.IXON, InputFlag.ICRNL, InputFlag.INLCR), false);
    raw.setOutputFlag(OutputFlag.OPOST, false);
    raw.setControlChar(Attributes.ControlChar.VMIN, 1);
    raw.setControlChar(Attributes.ControlChar.VTIME, 0);
    return raw;
  }

  private void tellSize() {
    Size size = terminal.getSize();
    try {
      node.send(Frame.resize(size.getColumns(), size.getRows()));
    } catch (IOException e) {
      // the main thread finds the same and says it
      return;
    }
  }

  private void passTyped() {
    byte[] buffer = new byte[4096];
    InputStream in = new FileInputStream(FileDescriptor.in);
    try {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        node.send(new Frame(Frame.Kind.INPUT, Arrays.copyOf(buffer, count)));
      }
      node.close();
    } catch (IOException e) {
      // the main thread finds the same and says it
      return;
    }
  }
}
