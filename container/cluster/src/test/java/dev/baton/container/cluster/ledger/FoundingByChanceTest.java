package dev.baton.container.cluster.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.baton.container.cluster.LedgerEntries;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Fresh nodes that each found a cluster, and that see each other in parts, are cut off and started
 * again by chance. In no cluster do two values stand under a number, and in the end all are one.
 */
class FoundingByChanceTest extends NetworkStory {
  private static final int STEPS = 20;

  private final Map<String, Document> values = new ConcurrentHashMap<>();
  private final Queue<String> faults = new ConcurrentLinkedQueue<>();
  private Random random;
  private List<UUID> seenLast = List.of();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void oneClusterIsLeftAndOneValueStands(long seed) {
    network.close();
    network = new Network(seed);
    random = new Random(seed);
    List<String> names = new ArrayList<>(List.of("a", "b", "c", "d", "e", "f"));
    names.subList(3 + random.nextInt(4), names.size()).clear();
    names.forEach(this::start);
    for (int step = 0; step < STEPS; step++) {
      step(names);
      LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(20_000)));
    }
    network.heal();
    eventually("all are in one cluster, seed " + seed, () -> areOne(names));
    assertEquals(List.of(), List.copyOf(faults));
  }

  private void step(List<String> names) {
    names.forEach(this::beginAnewIfReplaced);
    switch (random.nextInt(8)) {
      case 0 -> {
        String name = names.get(random.nextInt(names.size()));
        network.node(name).stop();
        start(name);
      }
      case 1 ->
          network.cut(
              names.get(random.nextInt(names.size())), names.get(random.nextInt(names.size())));
      case 2 -> network.heal();
      case 3 -> network.lose(random.nextInt(3) / 10.0);
      default -> {
        List<String> some = new ArrayList<>(names);
        Collections.shuffle(some, random);
        Set<String> group = new LinkedHashSet<>(some.subList(0, 1 + random.nextInt(some.size())));
        network.together(group.toArray(String[]::new));
      }
    }
  }

  private boolean areOne(List<String> names) {
    names.forEach(this::beginAnewIfReplaced);
    List<UUID> now = names.stream().map(name -> network.node(name).self().member()).toList();
    if (!now.equals(seenLast)) {
      seenLast = now;
      network.together(names.toArray(String[]::new));
    }
    return names.stream()
        .map(name -> network.node(name).ledger().now())
        .allMatch(each -> LedgerEntries.members(each.entries()).size() == names.size());
  }

  private void beginAnewIfReplaced(String name) {
    if (network.node(name).isReplaced()) {
      network.node(name).stop();
      start(name);
    }
  }

  private void start(String name) {
    RunningLedger ledger = network.start(name).ledger();
    ledger.onChangeAndNow(
        () -> {
          Document now = ledger.standing();
          if (now != null) {
            String number = now.cluster() + "/" + ledger.now().number();
            Document before = values.putIfAbsent(number, now);
            if (before != null && !before.says(now.entries())) {
              faults.add("two values of " + number);
            }
          }
        });
  }
}
