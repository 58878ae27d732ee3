package dev.baton.container.upgrade;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.baton.container.cluster.Peer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EveryShardTest {
  private final Peer first = peer("first");
  private final Peer second = peer("second");
  private final Map<Peer, Set<Integer>> held = new HashMap<>();
  private final List<Integer> looked = new ArrayList<>();

  @Test
  void isLookedAtOnceThoughItMovesToANodeThatIsAskedLater() throws Exception {
    held.put(first, new TreeSet<>(Set.of(0, 1)));
    held.put(second, new TreeSet<>(Set.of(2)));
    assertEquals(List.of(), look(() -> move(1, first, second)));
    assertEquals(List.of(0, 1, 2), looked);
  }

  @Test
  void isNotMissedThoughItMovesToANodeThatWasAsked() throws Exception {
    held.put(first, new TreeSet<>(Set.of(0)));
    held.put(second, new TreeSet<>(Set.of(1, 2)));
    assertEquals(List.of(), look(() -> move(2, second, first)));
    assertEquals(List.of(0, 1, 2), looked);
  }

  @Test
  void isMissingIfNoNodeHoldsIt() throws Exception {
    held.put(first, new TreeSet<>(Set.of(0)));
    held.put(second, new TreeSet<>());
    assertEquals(List.of(1, 2), look(() -> {}));
    assertEquals(List.of(0), looked);
  }

  private List<Integer> look(Runnable afterTheFirst) throws InterruptedException {
    return new EveryShard(3, () -> List.of(first, second))
        .look(
            (peer, seen) -> {
              held.get(peer).stream().filter(seen::add).forEach(looked::add);
              if (peer.equals(first) && looked.size() < 3) {
                afterTheFirst.run();
              }
            });
  }

  private void move(int shard, Peer from, Peer to) {
    if (held.get(from).remove(shard)) {
      held.get(to).add(shard);
    }
  }

  private static Peer peer(String name) {
    return new Peer(UUID.randomUUID(), UUID.randomUUID(), name, "127.0.0.1:0");
  }
}
