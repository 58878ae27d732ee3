package dev.baton.demo.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.demo.load.FakeCounters.Fault;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LoadTest {
  private static final int ENOUGH = 300;

  private final ExecutorService threads = Executors.newCachedThreadPool();

  private record Run(LoadResult load, AuditResult audit, int received) {}

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @Test
  void honestCountersPass() throws Exception {
    Run run = run();

    assertEquals(0, run.load.failed(), () -> run.load.reasons().toString());
    assertEquals(new AuditResult(20, 0, 0, 0, List.of()), run.audit);
    assertEquals(Map.of(1, run.load.requests()), run.load.versions());
    assertEquals(0, run.load.repeated());
    assertEquals(0, run.load.wentBack());
  }

  @Test
  void lostIncrementIsFound() throws Exception {
    Run run = run(Fault.LOSE, Fault.LOSE);

    assertEquals(0, run.load.failed());
    assertEquals(2, run.audit.lost());
    assertEquals(0, run.audit.doubled());
    assertTrue(run.load.repeated() > 0, "an increment that was lost repeats a value");
  }

  @Test
  void doubledIncrementIsFound() throws Exception {
    Run run = run(Fault.DOUBLE);

    assertEquals(0, run.audit.lost());
    assertEquals(1, run.audit.doubled());
    assertTrue(run.audit.examples().get(0).startsWith("counter "));
  }

  @Test
  void refusedCallFailsAndIsNotExpectedInTheCounter() throws Exception {
    Run run = run(Fault.REFUSE);

    assertEquals(1, run.load.failed());
    assertEquals(Map.of("503 0", 1), run.load.reasons());
    assertEquals(new AuditResult(20, 0, 0, 0, List.of()), run.audit);
  }

  @Test
  void brokenCallMayHaveHappened() throws Exception {
    Run run = run(Fault.BREAK);

    assertEquals(1, run.load.failed());
    assertEquals(new AuditResult(20, 0, 0, 1, List.of()), run.audit);
  }

  @Test
  void droppedConnectionFailsItsCallAndNothingIsRetried() throws Exception {
    Run run = run(Fault.DROP_BEFORE, Fault.DROP_AFTER);

    assertEquals(2, run.load.failed());
    assertEquals(new AuditResult(20, 0, 0, 2, List.of()), run.audit);
    assertEquals(run.load.requests(), run.received - run.audit.counters());
  }

  @Test
  void callThatWasSurelyNotExecutedGoesToTheNextServer() throws Exception {
    Run run = run(true, Fault.REFUSE_FOR_NOW);

    assertEquals(0, run.load.failed(), () -> run.load.reasons().toString());
    assertTrue(run.load.sentElsewhere() > 0);
    assertEquals(new AuditResult(20, 0, 0, 0, List.of()), run.audit);
  }

  @Test
  void callOfUnknownOutcomeGoesNowhereElse() throws Exception {
    Run run = run(true, Fault.BREAK, Fault.DROP_BEFORE, Fault.DROP_AFTER);

    assertEquals(3, run.load.failed(), () -> run.load.reasons().toString());
    assertEquals(3, run.load.unknown());
    assertEquals(new AuditResult(20, 0, 0, 3, List.of()), run.audit);
  }

  @Test
  void refusalThatSaysNotWhenToTryAgainIsFinal() throws Exception {
    Run run = run(true, Fault.REFUSE);

    assertEquals(1, run.load.failed());
    assertEquals(0, run.load.unknown());
  }

  @Test
  void firstAnswersAreOfCallsSentSince() throws Exception {
    try (FakeCounters counters = new FakeCounters(List.of())) {
      Load load = new Load(options(counters), threads);
      load.open("failover");
      while (load.progress().requests() < ENOUGH) {
        Thread.onSpinWait();
      }
      load.stop();

      assertEquals(20, load.answersSince("failover").millis().size());
      assertEquals(Map.of(), load.answersSince("no such window").millis());
    }
  }

  @Test
  void onlyTheCountersThatAreNamedAreCalled(@TempDir Path directory) throws Exception {
    Path numbers = Files.write(directory.resolve("only"), List.of("3", "7"));
    try (FakeCounters counters = new FakeCounters(List.of())) {
      Load load = new Load(options(counters).only(numbers), threads);
      load.open("all");
      while (load.progress().requests() < ENOUGH) {
        Thread.onSpinWait();
      }
      load.stop();

      assertEquals(Set.of(3, 7), load.answersSince("all").millis().keySet());
    }
  }

  @Test
  void splitCountersAreAllCalled(@TempDir Path directory) throws Exception {
    Path numbers = Files.write(directory.resolve("only"), List.of("3", "7"));
    try (FakeCounters counters = new FakeCounters(List.of())) {
      Load load = new Load(LoadOptions.parse(split(counters, numbers)), threads);
      load.open("all");
      while (load.progress().requests() < ENOUGH) {
        Thread.onSpinWait();
      }
      load.stop();

      assertEquals(Set.of(3, 7), load.answersSince("all").millis().keySet());
      assertEquals(new AuditResult(2, 0, 0, 0, List.of()), load.audit());
    }
  }

  private static String[] split(FakeCounters counters, Path numbers) {
    return options(counters).split(numbers).arguments().toArray(String[]::new);
  }

  @Test
  void commandsAreAnsweredByOneLineEach() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (FakeCounters counters = new FakeCounters(List.of())) {
      LoadClient.obey(
          new BufferedReader(new StringReader("window quiet\nprogress\nstop\naudit\n")),
          new PrintStream(out, true, StandardCharsets.UTF_8),
          new Load(options(counters), threads));
    }

    String[] lines = out.toString(StandardCharsets.UTF_8).split("\n");
    assertEquals(4, lines.length);
    assertTrue(lines[1].startsWith("{\"requests\":"), lines[1]);
    assertTrue(lines[2].contains("\"name\":\"quiet\""), lines[2]);
    assertTrue(lines[3].contains("\"lost\":0"), lines[3]);
  }

  private Run run(Fault... faults) throws Exception {
    return run(false, faults);
  }

  /**
   * @param patient whether clients know another server, which lets nobody in, and are patient
   */
  private Run run(boolean patient, Fault... faults) throws Exception {
    try (FakeCounters counters = new FakeCounters(List.of(faults))) {
      LoadOptions options = options(counters);
      Load load = new Load(patient ? several(options) : options, threads);
      while (load.progress().requests() < ENOUGH) {
        Thread.onSpinWait();
      }
      LoadResult result = load.stop();
      return new Run(result, load.audit(), counters.requests());
    }
  }

  private static LoadOptions several(LoadOptions one) throws IOException {
    InetSocketAddress nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = (InetSocketAddress) socket.getLocalSocketAddress();
    }
    return LoadOptions.parse(
        one.at(List.of(one.servers().get(0), nobody), Duration.ofSeconds(10))
            .arguments()
            .toArray(String[]::new));
  }

  private static LoadOptions options(FakeCounters counters) {
    return LoadOptions.parse(
        LoadOptions.of("127.0.0.1", counters.port(), 3, 2000, 20, 0, 20)
            .arguments()
            .toArray(String[]::new));
  }
}
