package dev.baton.container.upgrade;

import dev.baton.container.upgrade.handoff.ServiceBundle;
import dev.baton.container.upgrade.nodes.Own;
import dev.baton.state.shard.Shard;
import dev.baton.state.table.ShardTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** What this node says of itself to the others. */
final class Self {
  private final Node node;
  private final Supplier<List<String>> lost;

  /**
   * @param lost what earlier members of this node had and the cluster has not, in words
   */
  Self(Node node, Supplier<List<String>> lost) {
    this.node = node;
    this.lost = lost;
  }

  Own own() {
    List<Own.Runs> services = new ArrayList<>();
    List<Own.Held> held = new ArrayList<>();
    for (ServiceBundle service : node.all()) {
      services.add(
          new Own.Runs(
              service.name(),
              service.serving().version(),
              service.gate().running().size(),
              service.gate().figures().now()));
      for (Shard shard : service.shards()) {
        ShardTables tables = shard.tables();
        if (tables != null) {
          held.add(
              new Own.Held(
                  service.name(),
                  shard.id().number(),
                  tables.version().version(),
                  tables.entries(),
                  shard.lag().toNanos(),
                  node.tending().load(shard.id()),
                  shard.header().map(header -> header.copies().nodes()).orElse(Set.of())));
        }
      }
    }
    List<Own.Waiting> waiting = new ArrayList<>();
    node.tending()
        .waiting()
        .forEach(
            (shard, why) -> waiting.add(new Own.Waiting(shard.service(), shard.number(), why)));
    List<String> problems = new ArrayList<>(node.problems().values());
    problems.addAll(node.threads().stuck(""));
    problems.addAll(lost.get());
    return new Own(services, held, waiting, problems);
  }
}
