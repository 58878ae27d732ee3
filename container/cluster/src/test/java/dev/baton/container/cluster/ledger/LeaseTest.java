package dev.baton.container.cluster.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a member that the others go on without may still answer. */
class LeaseTest extends NetworkStory {

  @Test
  void aMemberThatIsRecordedAsOutHoldsNoLeaseAfterTheLimit() throws Exception {
    Network.Node c = cAmong("a", "b", "c");
    takeOut(c, "a", "b");
    pass(c.lease().limit());
    assertFalse(c.lease().mayAnswer());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void itHoldsNoneWhenTheTimeHasPassedThatTheVotersSay(long seed) throws Exception {
    network.close();
    network = new Network(seed);
    Random random = new Random(seed);
    Network.Node c = cAmong("a", "b", "c", "d", "e");
    pass(Duration.ofMillis(random.nextInt(600))); // the roster may be new or old
    network.lose(random.nextDouble() / 2);
    takeOut(c, "a", "b", "d", "e");
    network.lose(0);
    Network.Node asker = network.node(List.of("a", "b", "d", "e").get(random.nextInt(4)));
    UUID member = c.self().member();
    eventually("the asker knows", () -> !asker.ledger().standing().names(c.self()));
    pass(got(asker.lease().left(member)));
    assertFalse(c.lease().mayAnswer());
  }

  @Test
  void aLeaseThatRanOutLongAgoIsNotWaitedFor() throws Exception {
    Network.Node c = cAmong("a", "b", "c");
    c.stop();
    pass(c.lease().limit().multipliedBy(2));
    network.together("a", "b");
    eventually("c is out", () -> !isIn("c"));
    assertEquals(Duration.ZERO, got(network.node("a").lease().left(c.self().member())));
  }

  @Test
  void nobodySaysWhenTheLeaseOfAMemberEndsThatIsIn() {
    Network.Node c = cAmong("a", "b", "c");
    neverWhileCut(network.node("a").lease().left(c.self().member()));
  }

  private Network.Node cAmong(String... names) {
    form(names);
    Network.Node c = network.node("c");
    eventually("c has a lease", c.lease()::mayAnswer);
    return c;
  }

  /** The others do not see it any more, and it does not hear of that. */
  private void takeOut(Network.Node c, String... others) {
    for (String other : others) {
      network.cut(other, "c");
    }
    network.together(others);
    eventually("c is out", () -> !isIn("c"));
  }

  private static void pass(Duration time) {
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < time.toNanos()) {
      LockSupport.parkNanos(1_000_000);
    }
  }
}
