package dev.baton.state.store;

import static dev.baton.state.store.Samples.await;
import static dev.baton.state.store.Samples.header;
import static dev.baton.state.store.Samples.read;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.baton.state.protocol.Entry;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.ShardId;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random work on a store with tiny files, which compacts all the time, and on plain maps. */
class StoreModelTest {
  private static final StoreOptions TINY = new StoreOptions(2_000, 6_000, 50_000_000);
  private static final int STEPS = 1_200;

  @TempDir Path folder;

  private final Map<ShardId, Copy> current = new HashMap<>();
  private final Map<ShardId, Copy> building = new HashMap<>();
  private long epochs;
  private Random random;
  private FileStore store;
  private long ticket;

  private static final class Copy {
    Header header;
    final TreeMap<String, String> content = new TreeMap<>();

    Copy(Header header) {
      this.header = header;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void theStoreHoldsWhatPlainMapsHold(long seed) throws Exception {
    random = new Random(seed);
    store = FileStore.open(folder, TINY);
    for (int step = 0; step < STEPS; step++) {
      act();
      if (random.nextInt(100) == 0) {
        compare();
      }
      if (random.nextInt(150) == 0) {
        reopen();
      }
    }
    compare();
    reopen();
    compare();
    store.close();
  }

  private void reopen() throws Exception {
    store.close();
    store = FileStore.open(folder, TINY);
    building.clear();
    ticket = 0;
    compare();
  }

  private void act() {
    int number = random.nextInt(Workload.SHARDS);
    ShardId shard = Workload.shard(number);
    int dice = random.nextInt(100);
    if (dice < 2) {
      discard();
    } else if (dice < 6 || !known(shard)) {
      begin(shard, random.nextBoolean());
    } else if (dice < 12 && building.containsKey(shard)) {
      complete(shard);
    } else {
      append(shard, number);
    }
  }

  private boolean known(ShardId shard) {
    return current.containsKey(shard) || building.containsKey(shard);
  }

  private void begin(ShardId shard, boolean complete) {
    Header header = header(new UUID(0, random.nextInt(3)), ++epochs, 0, complete);
    ticket = store.begin(shard, header);
    (complete ? current : building).put(shard, new Copy(header));
    if (complete) {
      building.remove(shard);
    }
  }

  private void append(ShardId shard, int number) {
    Copy copy = building.getOrDefault(shard, current.get(shard));
    Header before = copy.header;
    long epoch = random.nextInt(10) == 0 ? ++epochs : before.epoch();
    copy.header = header(before.incarnation(), epoch, before.sequence() + 1, before.complete());
    var entries =
        random.nextInt(8) == 0 ? List.<Entry>of() : Workload.batch(number, random.nextLong() >>> 1);
    ticket = store.append(shard, copy.header, entries);
    Workload.apply(copy.content, entries);
  }

  private void complete(ShardId shard) {
    Copy copy = building.remove(shard);
    Header before = copy.header;
    copy.header = header(before.incarnation(), ++epochs, before.sequence(), true);
    ticket = store.append(shard, copy.header, List.of());
    current.put(shard, copy);
  }

  private void discard() {
    UUID dead = new UUID(0, random.nextInt(3));
    ticket = store.discard("counter", dead);
    current.values().removeIf(copy -> copy.header.incarnation().equals(dead));
    building.values().removeIf(copy -> copy.header.incarnation().equals(dead));
  }

  private void compare() throws Exception {
    await(store.written(ticket));
    Map<ShardId, Header> headers = new HashMap<>();
    current.forEach((shard, copy) -> headers.put(shard, copy.header));
    assertEquals(headers, store.shards());
    for (Map.Entry<ShardId, Copy> expected : current.entrySet()) {
      assertEquals(expected.getValue().content, read(store, expected.getKey()));
    }
  }
}
