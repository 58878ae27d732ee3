package dev.baton.container.upgrade.nodes;

import dev.baton.container.cluster.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A service as all nodes together have it. */
public record Everywhere(String service, Map<Peer, Own> views) {

  /** The version that serves on each node, by its name; an empty text where it does not run. */
  public Map<String, String> versions() {
    Map<String, String> versions = new TreeMap<>();
    views.forEach(
        (peer, own) ->
            versions.put(
                peer.name(),
                own.services().stream()
                    .filter(each -> each.service().equals(service))
                    .map(Own.Runs::version)
                    .findFirst()
                    .orElse("")));
    return versions;
  }

  /** How many shards each version holds. */
  public Map<String, Integer> shardsByVersion() {
    return held().collect(Collectors.toMap(Own.Held::version, each -> 1, Integer::sum));
  }

  public long entries() {
    return held().mapToLong(Own.Held::entries).sum();
  }

  /** Calls inside now. */
  public long running() {
    return sum(Own.Runs::running);
  }

  /** Calls that wait at the gates now. */
  public long waiting() {
    return sum(Own.Runs::waiting);
  }

  /** Where it is not as it is wanted, in words; empty if it is everywhere. */
  public List<String> differences(String wanted) {
    List<String> differences = new ArrayList<>();
    versions()
        .forEach(
            (node, version) -> {
              if (version.isEmpty()) {
                differences.add("it does not run on " + node);
              } else if (!version.equals(wanted)) {
                differences.add(node + " serves " + version);
              }
            });
    return differences;
  }

  private Stream<Own.Held> held() {
    return views.values().stream()
        .flatMap(own -> own.held().stream())
        .filter(each -> each.service().equals(service));
  }

  private long sum(ToLongFunction<Own.Runs> figure) {
    return views.values().stream()
        .flatMap(own -> own.services().stream())
        .filter(each -> each.service().equals(service))
        .mapToLong(figure)
        .sum();
  }
}
