package dev.baton.bench.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class RowTest {

  @Test
  void rowsAreMediansAndRatiosAreOfRepeats() {
    Row row =
        new Row(
            "p99.9", "2 × quiet", "ms", List.of(9.0, 30.0, 8.0), "quiet", List.of(3.0, 5.0, 4.0));

    assertEquals(3, row.ratio());
    assertEquals(
        "| p99.9 | 2 × quiet | 9.0 ms | 8.0 ms – 30.0 ms | quiet: 4.0 ms | 3.00 |\n",
        row.markdown());
  }

  @Test
  void whatNeverCameIsSaidSo() {
    Row row = Row.of("last shard", "5 s", "s", List.of(Double.POSITIVE_INFINITY));

    assertEquals("| last shard | 5 s | never |  |  |  |\n", row.markdown());
  }

  @Test
  void countsHaveNoUnit() {
    assertEquals(
        "| failed | 0 | 1,200 |  |  |  |\n", Row.of("failed", "0", "", List.of(1200.0)).markdown());
  }
}
