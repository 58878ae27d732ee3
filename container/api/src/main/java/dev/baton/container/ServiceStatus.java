package dev.baton.container;

import java.util.List;
import java.util.Map;

/**
 * What a service is doing, on all nodes of the cluster.
 *
 * @param name the symbolic name of its bundle
 * @param version the version that serves on the node that was asked, or {@code none}
 * @param wanted the version that the cluster has agreed on, or {@code none}
 * @param versions the version that serves on each node, by the node's name; an empty text where it
 *     does not run
 * @param stateful whether it has tables
 * @param shards how many shards it has; 0 if it is stateless
 * @param shardsByVersion how many of them each version holds
 * @param entries how many entries its tables have
 * @param running calls inside now
 * @param held calls waiting at the gate now
 * @param act what runs on it now, or empty
 * @param staged the other version that is started behind the gate, or empty
 * @param kept versions whose artifacts are kept and can be rolled back to
 * @param problems what is wrong, in words, stuck threads included
 */
public record ServiceStatus(
    String name,
    String version,
    String wanted,
    Map<String, String> versions,
    boolean stateful,
    int shards,
    Map<String, Integer> shardsByVersion,
    long entries,
    long running,
    long held,
    String act,
    String staged,
    List<String> kept,
    List<String> problems) {
  public ServiceStatus {
    versions = Map.copyOf(versions);
    shardsByVersion = Map.copyOf(shardsByVersion);
    kept = List.copyOf(kept);
    problems = List.copyOf(problems);
  }
}
