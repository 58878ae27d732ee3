package dev.baton.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.demo.drive.Distribution;
import dev.baton.demo.load.FakeCounters;
import dev.baton.demo.load.FakeCounters.Fault;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo against a fake distribution whose node and commands err as planned. */
@Timeout(60)
class DemoTest {
  private static final Pace BRISK =
      new Pace(
          Duration.ofMillis(200),
          Duration.ofMillis(100),
          Duration.ofMillis(50),
          Duration.ofMillis(200));

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path home;

  @Test
  void goodNodePasses() throws Exception {
    assertEquals(0, demo(""), this::said);

    JsonNode outcome = outcome();
    assertEquals(0, outcome.get("failed").asInt());
    assertEquals(0, outcome.get("lost").asInt());
    assertEquals(0, outcome.get("doubled").asInt());
    assertEquals(2, outcome.get("upgrades").asInt());
    assertEquals(1, outcome.get("rollbacks").asInt());
    assertEquals(9, outcome.get("callsHeld").asInt());
    assertEquals(1.5, outcome.get("longestHoldMs").asDouble());
    assertTrue(outcome.get("requests").asInt() > 100, this::said);
    assertTrue(outcome.get("longestGapMs").asDouble() > 0, this::said);
    assertTrue(outcome.get("longestGapQuietMs").asDouble() > 0, this::said);
  }

  @Test
  void lostIncrementFailsIt() throws Exception {
    assertEquals(1, demo("fault LOSE"), this::said);

    assertEquals(1, outcome().get("lost").asInt());
    Path logs = logs();
    assertTrue(Files.exists(logs.resolve("node-1/node.log")), this::said);
    assertTrue(Files.exists(logs.resolve("node-1/data/log/baton.log")));
    assertFalse(Files.exists(logs.resolve("node-1/data/version")));
  }

  @Test
  void doubledIncrementFailsIt() throws Exception {
    assertEquals(1, demo("fault DOUBLE"), this::said);
    assertEquals(1, outcome().get("doubled").asInt());
  }

  @Test
  void failedRequestFailsIt() throws Exception {
    assertEquals(1, demo("fault DROP_BEFORE"), this::said);
    assertEquals(1, outcome().get("failed").asInt());
  }

  @Test
  void refusedUpgradeFailsItWithWhatTheCommandSaid() throws Exception {
    assertEquals(1, demo("refuse upgrade"));
    assertTrue(said().contains("refused as planned"), this::said);
  }

  @Test
  void brokenVersionThatIsTakenFailsIt() throws Exception {
    assertEquals(1, demo("accept 3.0.0"));
    assertTrue(said().contains("counter 3.0.0 cannot start, but"), this::said);
  }

  @Test
  @Timeout(180)
  void clusterOutlivesADeath() throws Exception {
    assertEquals(0, cluster(Fault.DROP_AFTER, Fault.REFUSE_FOR_NOW), this::said);

    JsonNode outcome = outcome();
    assertEquals(1, outcome.get("failovers").asInt());
    assertEquals(1, outcome.get("joins").asInt());
    assertEquals(1, outcome.get("drains").asInt());
    assertEquals(1, outcome.get("upgrades").asInt());
    assertTrue(outcome.get("unknown").asInt() >= 1, this::said);
    assertEquals(0, outcome.get("failed").asInt(), this::said);
    assertTrue(outcome.get("longestFailoverMs").asDouble() > 0, this::said);
    assertEquals(0, outcome.get("lost").asInt());
    assertEquals(0, outcome.get("doubled").asInt());
    assertEquals(List.of(), FakeBaton.running(home));
  }

  @Test
  @Timeout(180)
  void clusterThatLosesAnIncrementFailsIt() throws Exception {
    assertEquals(1, cluster(Fault.LOSE), this::said);

    assertEquals(1, outcome().get("lost").asInt());
    assertEquals(List.of(), FakeBaton.running(home));
    assertTrue(Files.exists(logs().resolve("node-3/node.log")), this::said);
  }

  @Test
  void twoNodesAreNotEnough() throws Exception {
    assertEquals(2, new Demo(null, BRISK, print(out), print(err)).run(List.of("--nodes", "2")));
    assertTrue(said().contains("of two nodes none may die"), this::said);
  }

  @Test
  void unknownArgumentIsNotUnderstood() throws Exception {
    assertEquals(2, new Demo(null, BRISK, print(out), print(err)).run(List.of("--entires", "7")));
    assertTrue(said().contains("'--entires'"), this::said);
  }

  private int demo(String plan) throws Exception {
    return demo(plan, "1");
  }

  /** Three nodes and one more of one fake cluster, which errs like that. */
  private int cluster(Fault... faults) throws Exception {
    try (FakeCounters counters = new FakeCounters(List.of(faults))) {
      return demo("counters " + counters.port(), "3");
    }
  }

  private int demo(String plan, String nodes) throws Exception {
    FakeBaton.install(home, plan);
    return new Demo(new Distribution(home), BRISK, print(out), print(err))
        .run(
            List.of(
                "--nodes",
                nodes,
                "--entries",
                "50",
                "--rate",
                "500",
                "--connections",
                "4",
                "--json"));
  }

  private Path logs() {
    return Path.of(said().replaceAll("(?s).*logs are in (\\S+).*", "$1"));
  }

  private JsonNode outcome() throws Exception {
    String text = out.toString(StandardCharsets.UTF_8).strip();
    return new ObjectMapper().readTree(text.substring(text.lastIndexOf('\n') + 1));
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
  }

  private static PrintStream print(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }
}
