package dev.baton.shell.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.container.NodeStatus;
import dev.baton.container.Phase;
import dev.baton.container.Progress;
import dev.baton.container.Report;
import dev.baton.container.ServiceStatus;
import dev.baton.shell.command.FakeServices;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RenderTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  private Screen screen(boolean live, int columns) {
    return new Screen(new PrintStream(printed), new Window(live, columns), live);
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  private static Progress catchUp(long done, String waitingFor) {
    return new Progress(
        Phase.CATCH_UP, done, 100_000, "entries", Duration.ofMillis(1200), waitingFor);
  }

  @Test
  void figuresReadWell() {
    assertEquals("1,234,567", Words.count(1_234_567));
    assertEquals("1 shard", Words.count(1, "shard"));
    assertEquals("64 shards", Words.count(64, "shard"));
    assertEquals("999 B", Words.bytes(999));
    assertEquals("4.6 MB", Words.bytes(4_600_000));
    assertEquals("0.40 ms", Words.duration(Duration.ofNanos(400_000)));
    assertEquals("1.2 ms", Words.duration(Duration.ofNanos(1_200_000)));
    assertEquals("12 ms", Words.duration(Duration.ofMillis(12)));
    assertEquals("3.2 s", Words.duration(Duration.ofMillis(3210)));
    assertEquals("3 min 12 s", Words.duration(Duration.ofSeconds(192)));
    assertEquals("2 h 3 min", Words.duration(Duration.ofMinutes(123)));
    assertEquals("1 day 2 h", Words.duration(Duration.ofHours(26)));
  }

  @Test
  void aReportIsASentenceAndFacts() {
    assertEquals(
        """
        upgraded counter from 1.0.0 to 2.0.0 in 3.2 s
          moved        64 shards, 100,000 entries, 4.6 MB
          calls held   1,234, the longest for 1.2 ms
          gate closed  0.40 ms for a shard at the median, 1.1 ms at most
          note         rollback to 1.0.0 is possible
        """,
        ReportText.of(FakeServices.report("upgrade")));
  }

  @Test
  void aReportThatMovedNothingSaysNothingOfMoving() {
    Report report =
        new Report(
            "deploy",
            "counter",
            "",
            "1.0.0",
            Duration.ofMillis(80),
            0,
            0,
            0,
            0,
            Duration.ZERO,
            List.of(),
            List.of());
    assertEquals("deployed counter 1.0.0 in 80 ms\n", ReportText.of(report));
  }

  @Test
  void aNodeWithoutServicesSaysHowToGetOne() {
    NodeStatus node =
        new NodeStatus("n", Duration.ofSeconds(61), "", List.of(), List.of(), List.of("disk full"));
    assertEquals(
        """
        node n, up 1 min 1 s, no HTTP

        no services; deploy FILE brings one

        ! disk full
        """,
        StatusText.of(node));
  }

  @Test
  void aNodeShowsItsServicesAsATable() {
    assertEquals(
        """
        node node-1, up 3 min 12 s, HTTP on 127.0.0.1:8080

        SERVICE      VERSION  SHARDS  ENTRIES  RUNNING  HELD  NOW     KEPT
        counter      2.0.0        64  100,000        3     0  serves  1.0.0
        counter-web  1.0.0         -        -        1     0  serves  -

        libraries  counter-api 1.0.0
        """,
        StatusText.of(new FakeServices().status()));
  }

  @Test
  void aServiceInTheMiddleOfAnUpgradeShowsBothVersionsAndItsProgress() {
    ServiceStatus service =
        new ServiceStatus(
            "counter",
            "1.0.0",
            "1.0.0",
            Map.of("a", "1.0.0", "b", ""),
            true,
            64,
            Map.of("1.0.0", 40, "2.0.0", 24),
            10,
            3,
            2,
            "upgrade 1.0.0 -> 2.0.0",
            "2.0.0",
            List.of(),
            List.of("a thread is stuck"));
    assertEquals(
        """
        counter
          version  1.0.0
          nodes    a 1.0.0, b -
          state    10 entries in 64 shards: 40 held by 1.0.0, 24 held by 2.0.0
          calls    3 inside, 2 held
          now      upgrade 1.0.0 -> 2.0.0
          phase    catch up  [##########..........]  50,000 of 100,000 entries  1.2 s
          staged   2.0.0
          kept     no other version
          !        a thread is stuck
        """,
        StatusText.of(service, catchUp(50_000, "")));
  }

  @Test
  void jsonHasTheDocumentedKeys() throws Exception {
    JsonNode node = new ObjectMapper().readTree(StatusJson.of(new FakeServices().status()));
    assertEquals(192_000, node.get("uptimeMs").asLong());
    JsonNode counter = node.get("services").get(0);
    assertEquals("counter", counter.get("name").asText());
    assertEquals(64, counter.get("shardsByVersion").get("2.0.0").asInt());
    assertEquals("1.0.0", counter.get("kept").get(0).asText());
    for (String key : List.of("running", "held", "act", "staged", "entries", "problems")) {
      assertTrue(counter.has(key), key);
    }
    assertFalse(StatusJson.of(new FakeServices().status()).contains("\n"));
  }

  @Test
  void onATerminalOneLineIsRedrawnAndErased() {
    try (ProgressLine line = new ProgressLine(screen(true, 200))) {
      line.show(catchUp(45_000, ""));
      line.show(catchUp(45_000, ""));
      line.show(catchUp(50_000, "call increment, 3 s"));
    }
    String erase = "\r\u001b[K";
    assertEquals(
        erase
            + "catch up  [#########...........]  45,000 of 100,000 entries  1.2 s"
            + erase
            + "catch up  [##########..........]  50,000 of 100,000 entries  1.2 s"
            + "  waits for call increment, 3 s"
            + erase,
        printed());
  }

  @Test
  void aNarrowTerminalNeverWraps() {
    try (ProgressLine line = new ProgressLine(screen(true, 30))) {
      line.show(catchUp(45_000, "call increment, 3 s"));
    }
    assertTrue(printed().contains("\u001b[Kcatch up  [#########........…\r"), printed());
  }

  @Test
  void elsewhereEachPhaseHasALine() {
    try (ProgressLine line = new ProgressLine(screen(false, 0))) {
      line.show(catchUp(1, ""));
      line.show(catchUp(2, ""));
      line.show(new Progress(Phase.CUT_OVER, 0, 64, "shards", Duration.ofSeconds(2), ""));
    }
    assertEquals(
        """
        catch up   copies and migrates the state while the old version serves
        cut over   moves shard by shard to the new version
        """,
        printed());
  }
}
