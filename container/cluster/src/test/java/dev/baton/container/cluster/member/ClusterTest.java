package dev.baton.container.cluster.member;

import static dev.baton.container.cluster.member.Nodes.eventually;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.container.cluster.Cluster;
import dev.baton.container.cluster.Ledger;
import dev.baton.container.cluster.LedgerEntries;
import dev.baton.container.cluster.NotDeliveredException;
import dev.baton.container.cluster.Peer;
import dev.baton.container.cluster.PeerFailedException;
import dev.baton.container.cluster.Snapshot;
import dev.baton.state.map.OutcomeUnknownException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterTest {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  @TempDir private Path folder;
  private Nodes nodes;

  @BeforeEach
  void prepare() throws Exception {
    nodes = new Nodes(folder, 3);
  }

  @AfterEach
  void end() {
    nodes.close();
  }

  private static boolean isReady(RunningMember node, int of) {
    Ledger ledger = node.ledger();
    return node.trouble().isEmpty()
        && ledger.now().roster().voters().size() == of
        && LedgerEntries.members(ledger.now().entries()).size() == of
        && node.lease().mayAnswer();
  }

  private void threeReady() throws Exception {
    long begin = System.nanoTime();
    nodes.startTogether(0, 1, 2);
    long started = System.nanoTime();
    eventually(
        "three are one cluster",
        () -> List.of(0, 1, 2).stream().allMatch(each -> isReady(nodes.node(each), 3)));
    System.out.printf(
        "three nodes at once: started after %d ms, ready after %d ms%n",
        (started - begin) / 1_000_000, (System.nanoTime() - begin) / 1_000_000);
  }

  private static Map<String, byte[]> counted(Map<String, byte[]> entries) {
    long count = count(entries) + 1;
    return LedgerEntries.with(
        entries, "count", ByteBuffer.allocate(Long.BYTES).putLong(count).array());
  }

  private static long count(Map<String, byte[]> entries) {
    byte[] bytes = entries.get("count");
    return bytes == null ? 0 : ByteBuffer.wrap(bytes).getLong();
  }

  private static <T> T got(java.util.concurrent.CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  @Test
  void threeThatStartAtOnceAreOneCluster() throws Exception {
    threeReady();
    List<Peer> peers = nodes.node(1).cluster().peers();
    assertEquals(3, peers.size());
    assertEquals(peers, nodes.node(2).cluster().peers());
    assertEquals(List.of("n0", "n1", "n2"), peers.stream().map(Peer::name).sorted().toList());
    Map<String, byte[]> entries = nodes.node(0).ledger().now().entries();
    for (Peer peer : peers) {
      assertEquals(peer, LedgerEntries.members(entries).get(peer.node()));
    }
  }

  @Test
  void whatOneRecordsStandsForAll() throws Exception {
    threeReady();
    long begin = System.nanoTime();
    int rounds = 50;
    for (int i = 0; i < rounds; i++) {
      got(nodes.node(i % 3).ledger().amend(ClusterTest::counted));
    }
    long taken = System.nanoTime() - begin;
    for (int i = 0; i < rounds; i++) {
      got(nodes.node(0).ledger().amend(ClusterTest::counted));
    }
    System.out.printf(
        "amendment: %d us in turn, %d us by one%n",
        taken / 1000 / rounds, (System.nanoTime() - begin - taken) / 1000 / rounds);
    List<CompletableFuture<Snapshot>> all = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      all.add(nodes.node(i % 3).ledger().amend(ClusterTest::counted).toCompletableFuture());
    }
    for (CompletableFuture<Snapshot> each : all) {
      got(each);
    }
    Snapshot newest = got(nodes.node(2).ledger().amend(entries -> entries));
    assertTrue(count(newest.entries()) >= 3 * rounds, "" + count(newest.entries()));
    eventually("everybody knows", () -> nodes.node(0).ledger().now().number() == newest.number());
    assertEquals(count(newest.entries()), count(nodes.node(0).ledger().now().entries()));
  }

  @Test
  void askedAndAnswered() throws Exception {
    nodes.start(0);
    nodes.start(1);
    Cluster asker = nodes.node(0).cluster();
    Peer peer = nodes.node(1).cluster().self();
    nodes
        .node(1)
        .cluster()
        .answer(
            "echo",
            (from, question) -> {
              if (question.length == 0) {
                throw new IllegalArgumentException("nothing said");
              }
              return question.length == 1
                  ? new CompletableFuture<>()
                  : CompletableFuture.completedFuture(
                      (from.name() + ": " + new String(question, StandardCharsets.UTF_8))
                          .getBytes(StandardCharsets.UTF_8));
            });
    byte[] hello = "hello".getBytes(StandardCharsets.UTF_8);
    assertArrayEquals(
        "n0: hello".getBytes(StandardCharsets.UTF_8), got(asker.ask(peer, "echo", hello, LIMIT)));
    assertInstanceOf(NotDeliveredException.class, failure(asker, peer, "nobody", hello));
    Throwable failed = failure(asker, peer, "echo", new byte[0]);
    assertEquals("nothing said", failed.getMessage());
    assertInstanceOf(PeerFailedException.class, failed);
    Throwable open =
        assertThrows(
                ExecutionException.class,
                () -> got(asker.ask(peer, "echo", new byte[1], Duration.ofMillis(200))))
            .getCause();
    assertInstanceOf(OutcomeUnknownException.class, open);
    var underWay = asker.ask(peer, "echo", new byte[1], LIMIT);
    nodes.kill(1);
    Throwable lost = assertThrows(ExecutionException.class, () -> got(underWay)).getCause();
    assertInstanceOf(OutcomeUnknownException.class, lost);
    eventually("one is left", () -> asker.peers().size() == 1);
    assertInstanceOf(NotDeliveredException.class, failure(asker, peer, "echo", hello));
  }

  private static Throwable failure(Cluster asker, Peer peer, String channel, byte[] question) {
    return assertThrows(
            ExecutionException.class, () -> got(asker.ask(peer, channel, question, LIMIT)))
        .getCause();
  }

  @Test
  void theMajorityGoesOnWithoutTheOldestAndTheMinorityWaits() throws Exception {
    threeReady();
    int oldest = Integer.parseInt(nodes.node(0).cluster().peers().get(0).name().substring(1));
    int[] others = Arrays.stream(new int[] {0, 1, 2}).filter(i -> i != oldest).toArray();
    RunningMember cut = nodes.node(oldest);
    Peer gone = cut.cluster().self();
    List<CompletableFuture<Snapshot>> all = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      all.add(nodes.node(others[i % 2]).ledger().amend(ClusterTest::counted).toCompletableFuture());
      cut.ledger().amend(ClusterTest::counted);
      if (i == 30) {
        nodes.cutOff(oldest);
      }
    }
    for (CompletableFuture<Snapshot> each : all) {
      got(each);
    }
    RunningMember survivor = nodes.node(others[0]);
    eventually(
        "the one that is gone is recorded as out",
        () -> !LedgerEntries.members(survivor.ledger().now().entries()).containsKey(gone.node()));
    assertEquals(3, survivor.ledger().now().roster().voters().size());
    assertTrue(survivor.lease().mayAnswer());
    eventually("the minority has no lease", () -> !cut.lease().mayAnswer());
    CompletableFuture<Snapshot> never =
        cut.ledger().amend(ClusterTest::counted).toCompletableFuture();
    assertThrows(java.util.concurrent.TimeoutException.class, () -> never.get(1, TimeUnit.SECONDS));
    nodes.kill(others[1]);
    eventually("two of three are missing", () -> survivor.trouble().isPresent());
    assertTrue(survivor.trouble().get().contains("n" + oldest), survivor.trouble().get());
    eventually("nobody has a lease", () -> !survivor.lease().mayAnswer());
  }

  @Test
  void whatStandsIsThereAfterAFullStop() throws Exception {
    threeReady();
    Snapshot before = got(nodes.node(1).ledger().amend(ClusterTest::counted));
    for (int i = 0; i < 3; i++) {
      nodes.kill(i);
    }
    RunningMember first = nodes.start(2);
    assertTrue(first.trouble().orElse("").contains("majority"), first.trouble().toString());
    assertFalse(first.lease().mayAnswer());
    nodes.start(0);
    eventually(
        "two of three go on", () -> nodes.node(0).trouble().isEmpty() && first.lease().mayAnswer());
    Snapshot after = got(first.ledger().amend(entries -> entries));
    assertTrue(after.number() >= before.number());
    assertEquals(1, count(after.entries()));
  }

  @Test
  void theFirstThatWasToldOfNobodyFindsTheOthersAgain() throws Exception {
    nodes.startFirst(0);
    nodes.start(1);
    eventually("two are in", () -> isReady(nodes.node(0), 2) && isReady(nodes.node(1), 2));
    nodes.kill(0);
    nodes.startFirst(0);
    assertEquals(2, nodes.node(0).cluster().peers().size());
    eventually("two are in", () -> isReady(nodes.node(0), 2));
  }
}
