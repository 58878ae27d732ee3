package dev.baton.demo.drive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShardCountsTest {

  @Test
  void nodesAreReadWithWhatTheyHold() throws IOException {
    ShardCounts counts =
        ShardCounts.parse(
            """
            NODE    NOW     SHARDS  ENTRIES  HTTP                   ID
            node-1  serves      23   35,845  http://127.0.0.1:8701  7c2fe551-c98e-449e-9dc8-65512dfc41c3
            node-2  drained      0        0  http://127.0.0.1:8702  f1453f13-0625-47e2-a98f-d60bff0b16a5
            node-3  away         -        -  -                      0d764d6d-11a9-491a-9fd9-126365a2f7f4

            ! node-1: something that  has  gaps
            """);

    assertEquals(new ShardCounts(Map.of("node-1", 23, "node-2", 0)), counts);
    assertEquals(23, counts.sum());
    assertEquals(0, counts.of("node-3"));
    assertEquals("node-1 23, node-2 0", counts.toString());
  }

  @Test
  void somethingElseIsNoTable() {
    assertThrows(IOException.class, () -> ShardCounts.parse("NODE\nnode-1\n"));
  }
}
