package dev.baton.itests.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.itests.Eventually;
import dev.baton.itests.history.Figures;
import dev.baton.itests.history.History;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClientsTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int CALLS = 500;
  private static final Load LOAD =
      Load.steady().clients(4).keys(5, 0).pause(Duration.ofMillis(1)).limit(LIMIT);

  @ParameterizedTest
  @EnumSource(
      value = CounterServer.Fault.class,
      names = {"NONE", "REFUSES", "UNKNOWN_NOT_EXECUTED", "BREAKS_AFTER_EXECUTION"})
  void whatAnHonestServerSaysIsTrue(CounterServer.Fault fault) throws Exception {
    try (CounterServer server = new CounterServer(fault)) {
      Figures figures = play(List.of(server)).mustBeTrue().figures();

      switch (fault) {
        case REFUSES -> assertTrue(figures.failed() > 0 && figures.unknown() == 0, "" + figures);
        case NONE -> assertEquals(Map.of(), figures.remarks());
        default -> assertTrue(figures.unknown() > 0 && figures.failed() == 0, "" + figures);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = CounterServer.Fault.class,
      names = {"TWICE", "REFUSES_AFTER_EXECUTION", "FORGETS", "STALE"})
  void aPlantedFaultIsNoticed(CounterServer.Fault fault) throws Exception {
    try (CounterServer server = new CounterServer(fault)) {
      assertFalse(play(List.of(server)).faults().isEmpty(), "nothing was noticed");
    }
  }

  @Test
  void clientsGoToWhoAnswers() throws Exception {
    Map<String, Long> counters = new ConcurrentHashMap<>();
    Target absent = new Absent();
    try (CounterServer one = new CounterServer(counters, CounterServer.Fault.NONE);
        CounterServer gone = new CounterServer(counters, CounterServer.Fault.NONE);
        CounterServer refusing = new CounterServer(counters, CounterServer.Fault.REFUSES);
        Clients clients = Clients.start(List.of(absent, gone, refusing, one), LOAD)) {
      clients.awaitAnswersOfEveryKey(LIMIT);
      gone.close();
      clients.awaitAnswersOfEveryKey(LIMIT);
      awaitCalls(clients);

      Figures figures = clients.stop().mustBeTrue().figures();

      assertTrue(figures.failed() > 0, "" + figures);
      assertTrue(
          figures.remarks().keySet().stream().anyMatch(why -> why.contains("it is not there")),
          "" + figures);
    }
  }

  @Test
  void aClientThatWaitsIsSeen() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Clients clients = Clients.start(List.of(new At(silent)), LOAD)) {
      clients.awaitSomebodyWaiting(Duration.ofMillis(100), LIMIT);
    }
  }

  private static History play(List<? extends Target> targets) throws Exception {
    try (Clients clients = Clients.start(targets, LOAD)) {
      awaitCalls(clients);
      return clients.stop();
    }
  }

  private static void awaitCalls(Clients clients) throws Exception {
    Eventually.holds(
        LIMIT,
        () -> clients.history().calls().size() >= CALLS,
        () -> "so many calls; " + clients.history().figures());
  }

  private record At(ServerSocket socket) implements Target {
    @Override
    public String name() {
      return "silent";
    }

    @Override
    public Optional<InetSocketAddress> http() {
      return Optional.of((InetSocketAddress) socket.getLocalSocketAddress());
    }
  }

  private static final class Absent implements Target {
    @Override
    public String name() {
      return "absent";
    }

    @Override
    public Optional<InetSocketAddress> http() {
      return Optional.empty();
    }
  }
}
