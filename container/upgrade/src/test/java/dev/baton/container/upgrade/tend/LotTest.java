package dev.baton.container.upgrade.tend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LotTest {
  private final Lot lot = new Lot();

  @Test
  void shardsThatAreTakenInARowAreToldOfTogether() {
    lot.add(at(5_000), 1_000);
    lot.add(at(5_200), 234);

    assertEquals(
        "Took over 2 shards that nobody held any more, with 1,234 entries in all, in 0.7 s",
        lot.told(at(5_700)));
  }

  @Test
  void theNextLotBeginsAnew() {
    lot.add(at(0), 7);
    String first = lot.told(at(100));
    assertTrue(lot.isEmpty(), first);

    lot.add(at(9_000), 3);

    assertEquals(
        "Took over 1 shard that nobody held any more, with 3 entries in all, in 0.4 s",
        lot.told(at(9_400)));
  }

  private static long at(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
