package dev.baton.bench.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.state.Shards;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldShardsTest {
  private static final String TABLE =
      """
      SHARD      HOLDER  VERSION  ENTRIES  CALLS/S  LAG MS  COPIES          NOTE
      counter#0  node-1  1.0.0      1,557        3       0  node-1, node-2
      counter#1  node-3  1.0.0      1,612       20      12  node-2, node-3
      counter#2  -       -              0        0       0  node-3          nobody holds it at the moment
      """;

  @Test
  void holdersAreReadFromTheTable() throws IOException {
    HeldShards shards = HeldShards.parse(TABLE);

    assertEquals(3, shards.holders().size());
    assertEquals(Map.of(0, "node-1, node-2", 1, "node-2, node-3", 2, "node-3"), shards.copies());
    assertTrue(shards.isKeptAt(shards.keyAt("node-1"), "node-2"));
    assertFalse(shards.isKeptAt(shards.keyAt("node-1"), "node-3"));
    assertEquals(1, shards.count("node-3"));
    assertEquals(0, Shards.of(Integer.toString(shards.keyAt("node-1")), 3));
    assertThrows(IOException.class, () -> HeldShards.parse("SHARD\nsomething else\n"));
  }

  @Test
  void countersAreWrittenShardByShard(@TempDir Path directory) throws IOException {
    HeldShards shards = HeldShards.parse(TABLE);

    List<String> lines =
        Files.readAllLines(shards.write(directory.resolve("keys"), 100, key -> key % 2 == 0));

    List<Integer> numbers = lines.stream().map(line -> shards.of(Integer.parseInt(line))).toList();
    assertEquals(50, lines.size());
    assertEquals(numbers.stream().sorted().toList(), numbers);
  }
}
