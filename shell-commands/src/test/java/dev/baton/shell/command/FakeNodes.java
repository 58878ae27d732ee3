package dev.baton.shell.command;

import dev.baton.container.Act;
import dev.baton.container.LogLine;
import dev.baton.container.Nodes;
import dev.baton.container.PeerLost;
import dev.baton.container.PeerStatus;
import dev.baton.container.ShardStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** Two nodes, one of which is away, and a shard that has one copy only. */
final class FakeNodes implements Nodes {
  private final Function<String, Act> acts;

  /**
   * @param acts makes the act of what was asked, in words
   */
  FakeNodes(Function<String, Act> acts) {
    this.acts = acts;
  }

  @Override
  public List<PeerStatus> nodes() {
    return List.of(
        new PeerStatus("a", "id-a", "serves", "http://127.0.0.1:8080", 64, 1000, 12.4, List.of()),
        new PeerStatus("b", "id-b", "away", "", 0, 0, 0, List.of()));
  }

  @Override
  public List<ShardStatus> shards(String service) {
    return List.of(
        new ShardStatus(
            "counter", 0, "a", "1.0.0", 16, 12.4, Duration.ZERO, List.of("a"), "one copy only"));
  }

  @Override
  public Act drain(String node, Duration limit) {
    return acts.apply("drain " + node + " " + limit.toMillis());
  }

  @Override
  public Act undrain(String node) {
    return acts.apply("undrain " + node);
  }

  @Override
  public Act forget(String node) {
    return acts.apply("forget " + node);
  }

  @Override
  public Act move(String service, int shard, String node) {
    return acts.apply("move " + service + "#" + shard + " " + node);
  }

  @Override
  public Act drill(String node) {
    return acts.apply("drill " + node);
  }

  @Override
  public Act rebalance() {
    return acts.apply("rebalance");
  }

  @Override
  public PeerLost peerLost() {
    return PeerLost.STOP;
  }

  @Override
  public Act peerLost(PeerLost answer) {
    return acts.apply("peerlost " + answer);
  }

  @Override
  public List<LogLine> logs(String rollout, int most) {
    return rollout.equals("unknown")
        ? List.of()
        : List.of(
            new LogLine(Instant.EPOCH, "a", "upgrade of " + rollout),
            new LogLine(Instant.EPOCH, "node-b", "a asks for STAGE"));
  }

  @Override
  public List<String> doctor() {
    return List.of("b is away. Start it again");
  }
}
