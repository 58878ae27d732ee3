package dev.baton.client;

import dev.baton.shell.wire.Frame;
import dev.baton.shell.wire.Opening;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Runs one command on a node. */
final class CommandClient {
  private static final long LAST_WORDS_MS = 2000;

  private final NodeConnection node;
  private final CountDownLatch over = new CountDownLatch(1);

  private CommandClient(NodeConnection node) {
    this.node = node;
  }

  static int run(NodeConnection node, Invocation invocation) throws IOException, ClientException {
    List<String> words = invocation.help() ? List.of("help") : invocation.words();
    String type = Optional.ofNullable(System.getenv("TERM")).orElse("dumb");
    boolean live = OwnTerminal.isThere() && !type.equals("dumb");
    String directory = Path.of("").toAbsolutePath().toString();
    node.send(new Opening(directory, type, live, 0, 0, words).frame());
    return new CommandClient(node).converse(live);
  }

  private int converse(boolean live) throws IOException, ClientException {
    Runtime.getRuntime().addShutdownHook(new Thread(this::leave, "baton leave"));
    if (live) {
      Thread size = new Thread(this::tellSize, "baton window size");
      size.setDaemon(true);
      size.start();
    }
    try {
      return node.receive(Client.raw(FileDescriptor.out), Client.raw(FileDescriptor.err))
          .orElseThrow(
              () ->
                  ClientException.failed(
                      "The node went away before the command was over; what it did is not known"));
    } finally {
      over.countDown();
    }
  }

  /** The window's size is not awaited: to find it out takes as long as a short command. */
  private void tellSize() {
    try {
      int columns = OwnTerminal.columns();
      if (columns > 0) {
        node.send(Frame.resize(columns, 0));
      }
    } catch (IOException e) {
      // the command is over already, and with it the need for a size
      return;
    }
  }

  /**
   * Runs when the process ends. If that is by Ctrl-C, the node is told, and its last words are
   * shown: they say what goes on without this client. Java itself then exits with 130.
   */
  private void leave() {
    if (over.getCount() == 0) {
      return;
    }
    try {
      node.send(Frame.of(Frame.Kind.INTERRUPT));
      over.await(LAST_WORDS_MS, TimeUnit.MILLISECONDS);
    } catch (IOException e) {
      System.err.println("baton: the node could not be told that you left: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
