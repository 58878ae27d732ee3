package dev.baton.container.cluster.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.baton.container.cluster.Peer;
import java.util.ArrayList;
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
 * Nodes that are stopped, killed, cut off and started by chance. Nothing else stands under a
 * number, nobody answers beside one that is the roster alone, and in the end all serve.
 */
class StopsByChanceTest extends NetworkStory {
  private static final int STEPS = 30;
  private static final long BETWEEN_LOOKS = TimeUnit.MICROSECONDS.toNanos(300);

  private final Map<String, Document> values = new ConcurrentHashMap<>();
  private final Queue<String> faults = new ConcurrentLinkedQueue<>();
  private final Set<String> up = new LinkedHashSet<>();
  private final Map<String, Network.Node> running = new ConcurrentHashMap<>();
  private Random random;
  private List<UUID> seenLast = List.of();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void oneValueStandsAndWhoIsAloneIsAlone(long seed) throws Exception {
    network.close();
    network = new Network(seed);
    random = new Random(seed);
    List<String> names = new ArrayList<>(List.of("a", "b", "c", "d", "e"));
    names.subList(2 + random.nextInt(4), names.size()).clear();
    if (random.nextInt(3) == 0) {
      names.add("witness");
    }
    form(names.toArray(String[]::new));
    got(network.node("a").ledger().amend(put("x", "1")));
    names.forEach(this::runs);
    up.addAll(names);
    Thread looking = new Thread(this::look);
    looking.start();
    try {
      for (int step = 0; step < STEPS; step++) {
        step(names.get(random.nextInt(names.size())), names);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(60)));
      }
      network.heal();
      names.stream().filter(up::add).forEach(this::start);
      eventually("all serve, seed " + seed, this::allServe);
    } finally {
      looking.interrupt();
      looking.join();
    }
    assertEquals(List.of(), List.copyOf(faults));
  }

  private void step(String name, List<String> names) {
    switch (random.nextInt(9)) {
      case 0, 1, 2 -> {
        if (up.remove(name)) {
          network.node(name).lease().giveUp();
          network.node(name).attendance().stop(); // it goes before that stands, or after
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(40)));
          kill(name);
        }
      }
      case 3 -> {
        if (up.remove(name)) {
          kill(name);
        }
      }
      case 4, 5, 6 -> {
        if (up.add(name)) {
          start(name);
        }
      }
      case 7 -> network.cut(name, names.get(random.nextInt(names.size())));
      default -> network.heal();
    }
    List.copyOf(up).forEach(this::beginAnewIfReplaced);
    together();
  }

  private boolean allServe() {
    List.copyOf(up).forEach(this::beginAnewIfReplaced);
    together();
    return up.stream().allMatch(name -> network.node(name).lease().mayAnswer());
  }

  private void beginAnewIfReplaced(String name) {
    if (network.node(name).isReplaced()) {
      kill(name);
      up.remove(name);
      up.add(name); // as the youngest
      start(name);
    }
  }

  private void together() {
    if (!up.isEmpty() && !upNow().equals(seenLast)) {
      seenLast = upNow();
      network.together(up.toArray(String[]::new));
    }
  }

  private List<UUID> upNow() {
    return up.stream().map(name -> network.node(name).self().member()).toList();
  }

  private void kill(String name) {
    running.remove(name).stop();
  }

  private void start(String name) {
    network.start(name);
    runs(name);
  }

  private void runs(String name) {
    running.put(name, network.node(name));
    RunningLedger ledger = network.node(name).ledger();
    ledger.onChangeAndNow(
        () -> {
          Document now = ledger.standing();
          if (now != null && now.settled()) {
            String number = now.cluster() + "/" + ledger.now().number();
            Document before = values.putIfAbsent(number, now);
            if (before != null && !before.says(now.entries())) {
              faults.add("two values of " + number);
            }
          }
        });
  }

  private void look() {
    while (!Thread.interrupted()) {
      for (Network.Node node : running.values()) {
        List<String> others =
            running.values().stream()
                .filter(other -> other != node && other.lease().mayAnswer())
                .map(other -> other.self().name())
                .toList();
        if (isAlone(node) && !others.isEmpty() && isAlone(node)) {
          faults.add(node.self().name() + " is alone, and there answer " + others);
        }
      }
      LockSupport.parkNanos(BETWEEN_LOOKS);
    }
  }

  private static boolean isAlone(Network.Node node) {
    Peer self = node.self();
    Document latest = node.ledger().latest();
    return latest != null
        && node.lease().mayAnswer()
        && latest.roster().voters().equals(Set.of(self.node()))
        && node.ledger().standing().roster().voters().equals(Set.of(self.node()));
  }
}
