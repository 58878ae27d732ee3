package dev.baton.client;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * The command-line client.
 *
 * <p>Exit statuses: that of the command; 1 if no node can be reached, 2 if the command line is
 * wrong, 130 after Ctrl-C.
 */
public final class Client {
  private Client() {}

  /**
   * Does what a command line says, on this process's own streams and terminal.
   *
   * @param directory the data directory that is meant by what {@code --data} says, which may be
   *     null
   * @param arguments all words after {@code baton}
   * @return the exit status
   */
  public static int run(Function<String, Path> directory, List<String> arguments) {
    PrintStream error = System.err;
    try {
      Invocation invocation = Invocation.of(arguments);
      if (invocation.words().isEmpty()) {
        error.print(Invocation.USAGE);
        return 2;
      }
      return run(invocation, directory.apply(invocation.data()));
    } catch (ClientException e) {
      error.println("baton: " + e.getMessage());
      return e.status();
    } catch (IOException e) {
      error.println("baton: the conversation with the node broke off: " + e.getMessage());
      return 1;
    }
  }

  private static int run(Invocation invocation, Path data) throws IOException, ClientException {
    if (invocation.help()) {
      System.out.print(Invocation.USAGE);
      System.out.flush();
    }
    try (NodeConnection node = NodeConnection.to(data)) {
      return invocation.interactive()
          ? ShellClient.run(node, invocation)
          : CommandClient.run(node, invocation);
    } catch (ClientException e) {
      if (invocation.help()) {
        return 0;
      }
      throw e;
    }
  }

  /** Standard output or error without any buffer or encoding. */
  static OutputStream raw(FileDescriptor descriptor) {
    return new FileOutputStream(descriptor);
  }
}
