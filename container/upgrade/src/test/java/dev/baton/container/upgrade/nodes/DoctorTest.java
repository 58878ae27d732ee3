package dev.baton.container.upgrade.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.container.PeerStatus;
import dev.baton.container.ShardStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DoctorTest {

  @Test
  void saysNothingOfAClusterThatIsWell() {
    assertEquals(
        List.of(),
        new Doctor(Optional.empty(), List.of(node("a", "serves")), shards(4, "")).findings());
  }

  @Test
  void saysOnceWhatIsWrongWithManyShardsAndNamesThem() {
    List<ShardStatus> shards =
        Stream.concat(
                shards(4, "one copy only").stream(),
                Stream.of(shard(5, ""), shard(6, "one copy only"), shard(8, "it waits for b")))
            .toList();

    assertEquals(
        List.of("counter: it waits for b (shard 8)", "counter: one copy only (shards 0-3, 6)"),
        new Doctor(Optional.empty(), List.of(), shards).findings());
  }

  @Test
  void beginsWithWhatStopsMost() {
    List<PeerStatus> nodes = List.of(node("a", "waits"), node("b", "away"));

    List<String> findings = new Doctor(Optional.of("missing: b"), nodes, List.of()).findings();

    assertEquals(2, findings.size());
    assertTrue(findings.get(0).startsWith("missing: b. Start the missing nodes"), findings.get(0));
  }

  private static PeerStatus node(String name, String state) {
    return new PeerStatus(name, "id-" + name, state, "", 0, 0, 0, List.of());
  }

  private static List<ShardStatus> shards(int count, String note) {
    return IntStream.range(0, count).mapToObj(number -> shard(number, note)).toList();
  }

  private static ShardStatus shard(int number, String note) {
    return new ShardStatus("counter", number, "a", "1", 0, 0, Duration.ZERO, List.of(), note);
  }
}
