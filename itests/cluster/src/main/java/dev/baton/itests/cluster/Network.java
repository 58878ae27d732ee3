package dev.baton.itests.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.baton.itests.Output;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A network of Linux namespaces: each node has one of its own, joined by a cable to this JVM's,
 * which routes between them. A cut is a rule of the router that drops all packets from one to
 * another, without a word to either; so a way can be cut in one direction. This JVM, and with it
 * the clients, reaches every node always, over HTTP and the control socket.
 *
 * <p>Not played: packets that come late, twice, or in part.
 *
 * <p>Needs {@code unshare}, {@code nsenter} and {@code ip}, no rights; see {@link InOwnNetwork}.
 */
public final class Network implements AutoCloseable {
  private static final String[] PROBE = {
    "sh",
    "-ec",
    """
    command -v nsenter
    echo 1 >/proc/sys/net/ipv4/ip_forward
    ip link add name probe1 type veth peer name probe2
    ip rule add from 10.77.1.2 to 10.77.2.2 blackhole
    """
  };

  /** A way from one host to another. */
  private record Way(String from, String to) {}

  private final List<Process> holders = new ArrayList<>();
  private final List<Host> hosts = new ArrayList<>();
  private final Set<Way> cuts = new LinkedHashSet<>();

  /** Opens a network without hosts; this JVM must be in a namespace of its own. */
  Network() throws IOException, InterruptedException {
    if (!NamespaceExtension.inside()) {
      throw new IllegalStateException("This JVM has no network of its own; see InOwnNetwork");
    }
    Commands.run("ip", "link", "set", "lo", "up");
    Commands.run("sh", "-c", "echo 1 >/proc/sys/net/ipv4/ip_forward");
  }

  /** Why this machine gives no such network; empty if it does. */
  static Optional<String> missing() throws InterruptedException {
    try {
      Output probe = Output.of(Commands.builder(inNamespace(PROBE)));
      return probe.status() == 0
          ? Optional.empty()
          : Optional.of("this machine gives no network namespaces: " + probe.err().strip());
    } catch (IOException e) {
      return Optional.of("this machine gives no network namespaces: " + e.getMessage());
    }
  }

  /** The command, in a network namespace of its own. */
  static String[] inNamespace(String... command) {
    List<String> words = new ArrayList<>(List.of("unshare", "--user", "--map-root-user", "--net"));
    words.addAll(List.of(command));
    return words.toArray(String[]::new);
  }

  /** One more host. */
  Host addHost() throws IOException, InterruptedException {
    int number = holders.size() + 1;
    String address = "10.77." + number + ".2";
    String router = "10.77." + number + ".1";
    String cable = "node" + number;
    String holder = hold();
    Commands.run(words("ip link add name " + cable + " type veth peer name eth0 netns " + holder));
    Commands.run(words("ip address add " + router + "/24 dev " + cable));
    Commands.run(words("ip link set " + cable + " up"));
    // No default route: name servers are at once known not to be there, and not after seconds.
    List<String> enter = List.of("nsenter", "--target", holder, "--net", "--");
    for (String line :
        List.of(
            "ip link set lo up",
            "ip address add " + address + "/24 dev eth0",
            "ip link set eth0 up",
            "ip route add 10.77.0.0/16 via " + router)) {
      List<String> words = new ArrayList<>(enter);
      words.addAll(List.of(words(line)));
      Commands.run(words.toArray(String[]::new));
    }
    Host host = new Host(address, enter);
    hosts.add(host);
    return host;
  }

  /** A process that holds a namespace until this JVM ends; returns its id. */
  private String hold() throws IOException {
    Process holder =
        Commands.builder("unshare", "--net", "sh", "-c", "echo there; exec cat").start();
    holders.add(holder);
    BufferedReader reader = holder.inputReader();
    if (!"there".equals(reader.readLine())) {
      throw new IOException(
          "No namespace: " + new String(holder.getErrorStream().readAllBytes(), UTF_8));
    }
    return String.valueOf(holder.pid());
  }

  private static String[] words(String line) {
    return line.split(" ");
  }

  /** Nothing passes between two nodes any more. */
  public void cut(Node one, Node other) throws IOException, InterruptedException {
    cutOneWay(one, other);
    cutOneWay(other, one);
  }

  /** Nothing passes from one to the other any more; the other way is as it was. */
  public void cutOneWay(Node from, Node to) throws IOException, InterruptedException {
    cut(new Way(from.host().address(), to.host().address()));
  }

  /** Nothing passes between a node and any other. */
  public void isolate(Node node) throws IOException, InterruptedException {
    String lone = node.host().address();
    for (Host host : hosts) {
      if (!host.address().equals(lone)) {
        cut(new Way(lone, host.address()));
        cut(new Way(host.address(), lone));
      }
    }
  }

  private void cut(Way way) throws IOException, InterruptedException {
    if (cuts.add(way)) {
      Commands.run(words("ip rule add from " + way.from + " to " + way.to + " blackhole"));
    }
  }

  /** Everything passes again. */
  public void heal() throws IOException, InterruptedException {
    for (Way way : List.copyOf(cuts)) {
      Commands.run(words("ip rule delete from " + way.from + " to " + way.to + " blackhole"));
      cuts.remove(way);
    }
  }

  /** Gives the namespaces up; they end with the last node in them. */
  @Override
  public void close() {
    holders.forEach(Process::destroy);
  }
}
