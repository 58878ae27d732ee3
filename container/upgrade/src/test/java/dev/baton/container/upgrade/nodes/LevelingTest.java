package dev.baton.container.upgrade.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.container.upgrade.nodes.Leveling.Held;
import dev.baton.state.protocol.ShardId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LevelingTest {

  @Test
  void aNewNodeGetsItsShareWhereNobodyCalls() {
    List<Held> held = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      held.add(new Held(shard(i), i < 32 ? "a" : "b", 0));
    }
    Map<ShardId, String> moves = Leveling.moves(held, Set.of("a", "b", "c"));

    assertTrue(moves.size() >= 20 && moves.size() <= 22, moves.toString());
    assertEquals(Set.of("c"), Set.copyOf(moves.values()));
  }

  @Test
  void theBusyNodeGivesThoughItHoldsFewer() {
    List<Held> held =
        List.of(
            new Held(shard(0), "a", 1_000),
            new Held(shard(1), "a", 900),
            new Held(shard(2), "b", 10),
            new Held(shard(3), "b", 10),
            new Held(shard(4), "b", 10));

    assertEquals(Map.of(shard(1), "b"), Leveling.moves(held, Set.of("a", "b")));
  }

  @Test
  void oneHotShardStaysWhereItIs() {
    List<Held> held = List.of(new Held(shard(0), "a", 1_000), new Held(shard(1), "b", 0));

    assertEquals(Map.of(), Leveling.moves(held, Set.of("a", "b")));
  }

  @Test
  void whatANodeHoldsThatIsNotToHoldAnyStaysForItsDrain() {
    assertEquals(
        Map.of(), Leveling.moves(List.of(new Held(shard(0), "drained", 5)), Set.of("a", "b")));
  }

  @Test
  void theBusiestNodeIsNeverBusierAfterwards() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      List<Held> held = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        double load = random.nextInt(4) == 0 ? random.nextInt(2_000) : random.nextInt(20);
        held.add(new Held(shard(i), "n" + random.nextInt(4), load));
      }
      Map<ShardId, String> moves = Leveling.moves(held, Set.of("n0", "n1", "n2", "n3"));
      assertTrue(busiest(held, moves) <= busiest(held, Map.of()) + 1e-6);
    }
  }

  private static double busiest(List<Held> held, Map<ShardId, String> moves) {
    Map<String, Double> loads = new HashMap<>();
    held.forEach(
        each ->
            loads.merge(
                moves.getOrDefault(each.shard(), each.node()), each.load() + 1, Double::sum));
    return loads.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }

  private static ShardId shard(int number) {
    return new ShardId("counter", number);
  }
}
