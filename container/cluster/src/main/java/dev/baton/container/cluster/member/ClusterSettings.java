package dev.baton.container.cluster.member;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What the node was told about its cluster.
 *
 * @param name the node's name
 * @param data the node's directory
 * @param http where the node answers HTTP, as a URL, or empty
 * @param listen where its member listens, if that was said
 * @param join the members it looks for, as {@code HOST:PORT}
 * @param key the file whose content the members of a cluster share
 * @param file the user's own Hazelcast configuration, if there is one
 * @param witness whether this is no node, and only votes
 * @param forceRestore whether it is not to wait for voters that are not there
 */
record ClusterSettings(
    String name,
    Path data,
    String http,
    Optional<InetSocketAddress> listen,
    List<String> join,
    Path key,
    Optional<Path> file,
    boolean witness,
    boolean forceRestore) {

  /** A node that looks for nobody and that nobody finds. */
  static ClusterSettings alone(String name, Path data) {
    return new ClusterSettings(
        name,
        data,
        "",
        Optional.empty(),
        List.of(),
        data.resolve("cluster.key"),
        Optional.empty(),
        false,
        false);
  }

  /**
   * Reads the framework properties; {@code property} gives null for one that is not set.
   *
   * @throws IllegalStateException if one is missing that the launcher sets, or cannot be right
   */
  static ClusterSettings of(UnaryOperator<String> property) {
    Path home = Path.of(given(property, "baton.home").orElse("")).toAbsolutePath();
    Path conf = home.resolve("conf");
    Optional<Path> said = given(property, "baton.cluster.config").map(home::resolve);
    if (said.isPresent() && !Files.isReadable(said.get())) {
      throw new IllegalStateException(
          "baton.cluster.config is " + said.get() + ", which cannot be read");
    }
    Path usual = conf.resolve("hazelcast.yaml");
    ClusterSettings settings =
        new ClusterSettings(
            required(property, "baton.name"),
            Path.of(required(property, "baton.data")),
            http(property),
            given(property, "baton.cluster").map(ClusterSettings::address),
            given(property, "baton.join")
                .map(list -> Arrays.stream(list.split(",")).map(String::strip).toList())
                .orElse(List.of()),
            given(property, "baton.cluster.key")
                .map(home::resolve)
                .orElse(conf.resolve("cluster.key")),
            said.isPresent() || !Files.exists(usual) ? said : Optional.of(usual),
            given(property, "baton.witness").isPresent(),
            given(property, "baton.force.restore").isPresent());
    settings.check();
    return settings;
  }

  /** Whether this node looks for nobody and nobody is to find it. */
  boolean isAlone() {
    return listen.isEmpty() && join.isEmpty() && file.isEmpty();
  }

  private void check() {
    if (witness && isAlone()) {
      throw new IllegalStateException(
          "A witness needs the nodes for which it votes: --join HOST:PORT,..., and --cluster"
              + " HOST:PORT where they reach it");
    }
    if (listen.isPresent() && listen.get().getAddress().isAnyLocalAddress()) {
      throw new IllegalStateException(
          "--cluster needs one address of this machine at which the other nodes reach it, not "
              + listen.get().getAddress().getHostAddress());
    }
    if (listen.isPresent() || file.isPresent()) {
      return;
    }
    for (String member : join) {
      if (!address(member).getAddress().isLoopbackAddress()) {
        throw new IllegalStateException(
            "--join names "
                + member
                + ", which cannot reach a member that listens on 127.0.0.1 only; say with"
                + " --cluster HOST:PORT where this node is to listen");
      }
    }
  }

  private static String http(UnaryOperator<String> property) {
    Optional<String> port = given(property, "baton.http.port");
    String host = given(property, "baton.http.host").orElse("127.0.0.1");
    return port.map(
            each -> "http://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + each)
        .orElse("");
  }

  /** Reads {@code HOST:PORT}; an IPv6 address stands in brackets. */
  private static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    try {
      String host = text.substring(0, Math.max(colon, 0));
      return new InetSocketAddress(
          InetAddress.getByName(host), Integer.parseInt(text.substring(colon + 1)));
    } catch (UnknownHostException | IllegalArgumentException e) {
      throw new IllegalStateException("'" + text + "' is not HOST:PORT of a known host", e);
    }
  }

  private static Optional<String> given(UnaryOperator<String> property, String name) {
    return Optional.ofNullable(property.apply(name)).map(String::strip).filter(s -> !s.isEmpty());
  }

  private static String required(UnaryOperator<String> property, String name) {
    return given(property, name)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "The framework property " + name + " is missing; the launcher sets it"));
  }
}
