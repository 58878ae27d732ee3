package dev.baton.container.cluster.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.container.cluster.LedgerEntries;
import dev.baton.container.cluster.Snapshot;
import dev.baton.state.majority.Roster.OnPeerLost;
import dev.baton.state.map.OutcomeUnknownException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerTest extends NetworkStory {
  /** Adds a word to a list, unless it is there. */
  private static UnaryOperator<Map<String, byte[]>> add(String word) {
    return entries -> {
      List<String> words = words(entries);
      if (words.contains(word)) {
        return entries;
      }
      String more = String.join(" ", words) + " " + word;
      return LedgerEntries.with(entries, "words", more.strip().getBytes(StandardCharsets.UTF_8));
    };
  }

  private static List<String> words(Map<String, byte[]> entries) {
    byte[] bytes = entries.getOrDefault("words", new byte[0]);
    return bytes.length == 0
        ? List.of()
        : Arrays.asList(new String(bytes, StandardCharsets.UTF_8).split(" "));
  }

  @Test
  void oneNodeAloneDecides() throws Exception {
    RunningLedger ledger = network.start("a").ledger();
    eventually("it is in", network.node("a").lease()::mayAnswer);
    Snapshot first = got(ledger.amend(put("x", "1")));
    assertEquals(first.number(), got(ledger.amend(entries -> entries)).number());
    assertEquals(1, first.roster().voters().size());
    network.node("a").stop();
    RunningLedger again = network.start("a").ledger();
    assertTrue(got(again.amend(entries -> entries)).entries().containsKey("x"));
    assertThrows(
        ExecutionException.class,
        () ->
            got(
                again.amend(
                    entries -> {
                      throw new IllegalStateException("not that");
                    })));
  }

  @Test
  void nothingIsRecordedByAMinorityAndAllOfItLater() throws Exception {
    form("a", "b", "c");
    Network.Node b = network.node("b");
    network.together("a");
    network.together("b", "c");
    network.cut("a", "b");
    network.cut("a", "c");
    network.cut("b", "a");
    network.cut("c", "a");
    CompletionStage<Snapshot> late = network.node("a").ledger().amend(add("a"));
    got(b.ledger().amend(add("b")));
    neverWhileCut(late);
    assertTrue(network.node("a").ledger().waitsFor().orElseThrow().contains("b, c"));
    eventually("no lease for the minority", () -> !network.node("a").lease().mayAnswer());
    eventually(
        "a is out",
        () ->
            !LedgerEntries.members(b.ledger().now().entries())
                .containsKey(network.node("a").self().node()));
    network.heal();
    network.together("b", "c", "a");
    assertEquals(List.of("b", "a"), words(got(late).entries()));
    eventually("a knows that it was replaced", network.node("a")::isReplaced);
    assertFalse(network.node("a").lease().mayAnswer());
  }

  @Test
  void aClusterOfOneWithNothingElseGivesUpForOneWithMore() throws Exception {
    form("a", "b");
    got(network.node("a").ledger().amend(put("x", "1")));
    network.start("c");
    eventually("c has founded one", () -> network.node("c").ledger().now().number() > 1);
    network.together("c", "a", "b");
    eventually(
        "c has joined", () -> network.node("c").ledger().now().roster().voters().size() == 3);
    assertTrue(network.node("c").ledger().now().entries().containsKey("x"));
  }

  @Test
  void twoFreshClustersBecomeOne() {
    for (String name : List.of("a", "b", "c")) {
      network.start(name);
      eventually("founded", () -> network.node(name).ledger().now().number() > 1);
    }
    network.together("a", "b", "c");
    eventually(
        "one cluster of three",
        () ->
            List.of("a", "b", "c").stream()
                .allMatch(name -> network.node(name).ledger().now().roster().voters().size() == 3));
  }

  /** Who was restarted before anything was deployed has nothing to lose. */
  @Test
  void aNodeThatStoppedAndStartedAloneStillJoinsAnotherCluster() throws Exception {
    for (String name : List.of("a", "b")) {
      form(name);
      network.node(name).leave();
      network.start(name);
      eventually("it is in again", network.node(name).lease()::mayAnswer);
    }
    got(network.node("a").ledger().amend(put("x", "1")));
    network.together("a", "b");
    eventually("b has joined", () -> isIn("b"));
    assertTrue(network.node("b").ledger().now().entries().containsKey("x"));
  }

  @Test
  void ofTwoClustersWithMoreTheYoungerRefuses() throws Exception {
    for (String name : List.of("a", "b")) {
      network.start(name);
      got(network.node(name).ledger().amend(put("x", name)));
      eventually("it may answer", network.node(name).lease()::mayAnswer);
    }
    network.together("a", "b");
    eventually("b says so", () -> network.node("b").ledger().waitsFor().isPresent());
    assertTrue(network.node("b").ledger().waitsFor().get().contains("another cluster than a"));
    eventually("b may not answer", () -> !network.node("b").lease().mayAnswer());
    got(network.node("a").ledger().amend(put("y", "1")));
    assertTrue(network.node("a").lease().mayAnswer());
    neverWhileCut(network.node("b").ledger().amend(put("y", "2")));
    network.together("b");
    eventually("b goes on", () -> network.node("b").ledger().waitsFor().isEmpty());
  }

  @Test
  void aSecondNodeOfOneNameIsRefused() {
    form("a");
    Network.Node twin = network.start("twin", "a");
    network.together("a", "twin");
    eventually(
        "it says so", () -> twin.ledger().waitsFor().orElse("").contains("another node called a"));
    assertEquals(1, network.node("a").ledger().now().roster().voters().size());
  }

  @Test
  void aMemberThatBecameAnotherIsNotLetInAndHoldsNoLease() throws Exception {
    form("a", "b", "c");
    Network.Node c = network.node("c");
    eventually("c may answer", c.lease()::mayAnswer);
    network.together("a", "b");
    eventually("c is out", () -> !isIn("c") && !c.lease().mayAnswer());

    c.becomeAnother();
    network.together("a", "b", "c");

    eventually("it is told to begin anew", c::isReplaced);
    got(c.ledger().amend(put("x", "1")));
    assertFalse(isIn("c"));
    assertFalse(c.lease().mayAnswer());
  }

  @Test
  void whatSomebodyLeftHalfDoneIsCompleted() throws Exception {
    form("a", "b", "c");
    Network.Node c = network.node("c");
    got(c.ledger().amend(put("x", "1"))); // the next one it records without asking first
    network.cut("a", "c");
    network.cut("b", "c"); // the others accept it; c never hears that they did
    c.ledger().amend(entries -> LedgerEntries.onPeerLost(entries, OnPeerLost.CONTINUE));
    eventually(
        "the others know that it stands",
        () ->
            Stream.of("a", "b")
                .map(name -> network.node(name).ledger().now().roster().onPeerLost())
                .allMatch(answer -> answer == OnPeerLost.CONTINUE));
    c.stop();
    network.together("a", "b");
    eventually(
        "they may answer",
        () -> Stream.of("a", "b").allMatch(name -> network.node(name).lease().mayAnswer()));
  }

  /**
   * What was acknowledged stands, in one order for all, whatever was lost, cut off or restarted.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void whatWasAcknowledgedStands(long seed) throws Exception {
    network.close();
    network = new Network(seed);
    Random random = new Random(seed);
    List<String> names = List.of("a", "b", "c", "d", "e");
    form(names.toArray(String[]::new));
    Map<Long, List<String>> seen = new ConcurrentHashMap<>();
    names.forEach(name -> watch(name, seen));
    Map<String, CompletableFuture<Snapshot>> asked = new LinkedHashMap<>();
    for (int i = 0; i < 120; i++) {
      String name = names.get(random.nextInt(names.size()));
      asked.put(name + i, network.node(name).ledger().amend(add(name + i)).toCompletableFuture());
      switch (random.nextInt(12)) {
        case 0 -> network.lose(0.3);
        case 1 -> network.heal();
        case 2 -> network.cut(name, names.get(random.nextInt(names.size())));
        case 3 -> restart(name, names, seen);
        case 4 -> {
          network.node(name).lease().giveUp();
          network.node(name).attendance().stop(); // and gone before it stands, or after
          LockSupport.parkNanos(random.nextInt(20_000_000));
          restart(name, names, seen);
        }
        default -> LockSupport.parkNanos(random.nextInt(5_000_000));
      }
    }
    network.heal();
    List<String> acknowledged = new ArrayList<>();
    for (Map.Entry<String, CompletableFuture<Snapshot>> each : asked.entrySet()) {
      try {
        got(each.getValue());
        acknowledged.add(each.getKey());
      } catch (ExecutionException e) {
        assertInstanceOf(OutcomeUnknownException.class, e.getCause());
      }
    }
    List<String> all = words(got(network.node("a").ledger().amend(e -> e)).entries());
    assertTrue(all.containsAll(acknowledged), () -> acknowledged + " and there is " + all);
    Map<String, Integer> times = new HashMap<>();
    all.forEach(word -> times.merge(word, 1, Integer::sum));
    assertTrue(times.values().stream().allMatch(count -> count == 1), times::toString);
    seen.values().forEach(words -> assertEquals(words, all.subList(0, words.size())));
    assertTrue(acknowledged.size() > 30, "" + acknowledged.size());
    eventually(
        "all may answer",
        () -> names.stream().allMatch(name -> network.node(name).lease().mayAnswer()));
  }

  private void restart(String name, List<String> names, Map<Long, List<String>> seen) {
    network.node(name).stop();
    network.start(name);
    watch(name, seen);
    network.together(names.toArray(String[]::new));
  }

  private void watch(String name, Map<Long, List<String>> seen) {
    RunningLedger ledger = network.node(name).ledger();
    ledger.onChange(
        () -> {
          Snapshot now = ledger.now();
          List<String> words = words(now.entries());
          List<String> before = seen.putIfAbsent(now.number(), words);
          if (before != null && !before.equals(words)) {
            seen.put(-now.number(), List.of("two values of one number"));
          }
        });
  }
}
