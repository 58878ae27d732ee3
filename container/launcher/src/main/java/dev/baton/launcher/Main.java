package dev.baton.launcher;

import dev.baton.client.Client;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.osgi.framework.BundleException;

/**
 * The process's entry: {@code start} runs a node, {@code witness} a witness, any other word is for
 * a running node.
 */
public final class Main {

  private Main() {}

  /** Exits with the status of what it did: 0, 1 if that failed, 2 if it was not understood. */
  public static void main(String[] args) {
    System.exit(run(Arrays.asList(args)));
  }

  private static int run(List<String> arguments) {
    try {
      Home home = Home.current();
      Start start = new Start(home, System.out, System.err);
      switch (arguments.isEmpty() ? "" : arguments.get(0)) {
        case "start" -> start.node(arguments.subList(1, arguments.size()));
        case "witness" -> start.witness(arguments.subList(1, arguments.size()));
        default -> {
          return Client.run(home::data, arguments);
        }
      }
      return 0;
    } catch (RefusedStart e) {
      System.err.println("baton: " + e.getMessage());
      return e.status();
    } catch (IOException | BundleException e) {
      System.err.println("baton: cannot start: " + e);
      return RefusedStart.FAILED;
    } catch (InterruptedException e) {
      System.err.println("baton: interrupted while the node started");
      return RefusedStart.FAILED;
    }
  }
}
