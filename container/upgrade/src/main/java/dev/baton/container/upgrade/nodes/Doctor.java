package dev.baton.container.upgrade.nodes;

import dev.baton.container.PeerStatus;
import dev.baton.container.ShardStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is wrong or doubtful, in words, with what to do about it.
 *
 * @param waits for whom the cluster waits, if it does
 * @param shards all shards; empty while it waits, since nobody can hold one then
 */
record Doctor(Optional<String> waits, List<PeerStatus> nodes, List<ShardStatus> shards) {

  /** One sentence or two each, what stops most first; empty if nothing is wrong. */
  List<String> findings() {
    List<String> findings = new ArrayList<>();
    waits.ifPresent(
        whom ->
            findings.add(
                whom
                    + ". Start the missing nodes; one that is gone for good: 'forget NODE' at a"
                    + " node that has a majority. If a majority is gone for good: start one of those that"
                    + " are left with --force-restore"));
    nodes.forEach(node -> about(node, findings));
    byNote().forEach((note, numbers) -> findings.add(note + " (" + Ranges.of(numbers) + ")"));
    return findings;
  }

  private static void about(PeerStatus node, List<String> findings) {
    if (node.state().equals("away") || node.state().equals("stopped")) {
      findings.add(
          node.name()
              + " ("
              + node.id()
              + (node.state().equals("away") ? ") is away" : ") was stopped")
              + ". Start it again; if it is gone for good: 'forget "
              + node.name()
              + "'");
    }
    if (node.state().startsWith("drain")) {
      findings.add(node.name() + " is being drained; 'undrain " + node.name() + "' ends that");
    }
    node.problems().forEach(problem -> findings.add(node.name() + ": " + problem));
  }

  private Map<String, List<Integer>> byNote() {
    Map<String, List<Integer>> notes = new TreeMap<>();
    for (ShardStatus shard : shards) {
      if (!shard.note().isEmpty()) {
        notes
            .computeIfAbsent(shard.service() + ": " + shard.note(), each -> new ArrayList<>())
            .add(shard.number());
      }
    }
    return notes;
  }
}
