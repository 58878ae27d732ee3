package dev.baton.demo.drive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The nodes of one cluster on loopback. Where each of them will serve is known from the beginning,
 * also of those that come later. For one thread.
 */
public final class ClusterNodes {
  private static final String HOST = "127.0.0.1";

  private final List<Node> nodes = new ArrayList<>();
  private final List<Address> addresses = new ArrayList<>();

  /**
   * Gives nodes a place on a stage; starts none.
   *
   * @param count how many there will ever be
   */
  public ClusterNodes(Stage stage, int count) throws IOException {
    List<Integer> ports = Ports.free(2 * count);
    String all =
        ports.subList(0, count).stream()
            .map(port -> HOST + ":" + port)
            .collect(Collectors.joining(","));
    for (int i = 0; i < count; i++) {
      Address http = new Address(HOST, ports.get(count + i));
      addresses.add(http);
      nodes.add(
          stage.addNode(
              List.of(
                  "--http",
                  http.toString(),
                  "--cluster",
                  HOST + ":" + ports.get(i),
                  "--join",
                  all)));
    }
  }

  /** A node by its number, from 1. */
  public Node node(int number) {
    return nodes.get(number - 1);
  }

  /** Where a node serves, or will, by its number, from 1. */
  public Address address(int number) {
    return addresses.get(number - 1);
  }

  /** Where all of them serve, or will. */
  public List<Address> addresses() {
    return List.copyOf(addresses);
  }

  /** Starts the first of them at once, and waits until each serves. */
  public void startAtOnce(int count) throws IOException, InterruptedException {
    for (Node node : nodes.subList(0, count)) {
      node.launch();
    }
    for (Node node : nodes.subList(0, count)) {
      node.awaitReady();
    }
  }
}
