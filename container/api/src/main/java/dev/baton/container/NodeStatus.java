package dev.baton.container;

import java.time.Duration;
import java.util.List;

/**
 * What a node runs, and its cluster.
 *
 * @param name the node's name
 * @param uptime since it was ready
 * @param http where it serves HTTP, as {@code host:port}, or empty
 * @param services the service bundles, by name
 * @param libraries the library bundles, as {@code name version}
 * @param problems what is wrong, in words; empty if nothing is
 */
public record NodeStatus(
    String name,
    Duration uptime,
    String http,
    List<ServiceStatus> services,
    List<String> libraries,
    List<String> problems) {
  public NodeStatus {
    services = List.copyOf(services);
    libraries = List.copyOf(libraries);
    problems = List.copyOf(problems);
  }
}
