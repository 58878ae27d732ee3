package dev.baton.shell.command;

import dev.baton.container.Act;
import dev.baton.container.EntryView;
import dev.baton.container.HandoffOptions;
import dev.baton.container.NodeStatus;
import dev.baton.container.Phase;
import dev.baton.container.Progress;
import dev.baton.container.RefusedException;
import dev.baton.container.Report;
import dev.baton.container.ServiceStatus;
import dev.baton.container.Services;
import dev.baton.container.TableStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** A container with one counter, whose acts end when a test says so. */
public final class FakeServices implements Services {
  /** What was asked, in words. */
  public final List<String> asked = new CopyOnWriteArrayList<>();

  /** What acts do; completed at first. */
  public volatile CompletableFuture<Report> result;

  public volatile Progress progress =
      new Progress(Phase.CATCH_UP, 45_000, 100_000, "entries", Duration.ofMillis(1200), "");

  public FakeServices() {
    result = CompletableFuture.completedFuture(report("upgrade"));
  }

  public static Report report(String act) {
    return new Report(
        act,
        "counter",
        "1.0.0",
        "2.0.0",
        Duration.ofMillis(3210),
        64,
        100_000,
        4_600_000,
        1234,
        Duration.ofNanos(1_200_000),
        List.of(Duration.ofNanos(400_000), Duration.ofNanos(400_000), Duration.ofNanos(1_100_000)),
        List.of("rollback to 1.0.0 is possible"));
  }

  Act act(String what) {
    asked.add(what);
    CompletableFuture<Report> mine = result;
    return new Act() {
      @Override
      public String title() {
        return what;
      }

      @Override
      public String rollout() {
        return what.startsWith("upgrade") ? "20261121-142233-7f3a" : "";
      }

      @Override
      public Progress progress() {
        return progress;
      }

      @Override
      public CompletionStage<Report> result() {
        return mine;
      }
    };
  }

  @Override
  public Act deploy(Path file) {
    return act("deploy " + file);
  }

  @Override
  public Act upgrade(Path file, HandoffOptions options) {
    return act(
        "upgrade "
            + file
            + " "
            + options.maxPause().toMillis()
            + " "
            + options.drainTimeout().toMillis()
            + " "
            + options.hold());
  }

  @Override
  public Act finish(String service) {
    return act("finish " + service);
  }

  @Override
  public Act abort(String service) {
    return act("abort " + service);
  }

  @Override
  public Act rollback(String service, String version, HandoffOptions options) {
    return act("rollback " + service + " " + version + " " + options.maxPause().toMillis());
  }

  @Override
  public Act undeploy(String service, boolean discardState) {
    return act("undeploy " + service + " " + discardState);
  }

  @Override
  public Act check(Path file, boolean staticOnly) {
    return act("check " + file + " " + staticOnly);
  }

  @Override
  public NodeStatus status() {
    return new NodeStatus(
        "node-1",
        Duration.ofSeconds(192),
        "127.0.0.1:8080",
        List.of(counter(), web()),
        List.of("counter-api 1.0.0"),
        List.of());
  }

  private static ServiceStatus counter() {
    return new ServiceStatus(
        "counter",
        "2.0.0",
        "2.0.0",
        Map.of("a", "2.0.0"),
        true,
        64,
        Map.of("2.0.0", 64),
        100_000,
        3,
        0,
        "",
        "",
        List.of("1.0.0"),
        List.of());
  }

  private static ServiceStatus web() {
    return new ServiceStatus(
        "counter-web",
        "1.0.0",
        "1.0.0",
        Map.of("a", "1.0.0"),
        false,
        0,
        Map.of(),
        0,
        1,
        0,
        "",
        "",
        List.of(),
        List.of());
  }

  @Override
  public ServiceStatus status(String service) {
    return status().services().stream()
        .filter(candidate -> candidate.name().equals(service))
        .findFirst()
        .orElseThrow(
            () ->
                new RefusedException(
                    "There is no service '" + service + "'; there are counter, counter-web"));
  }

  @Override
  public Act running(String service) {
    return null;
  }

  @Override
  public List<TableStatus> tables(String service) {
    status(service);
    return service.equals("counter")
        ? List.of(new TableStatus("counts", 100_000, 2, "String", "Count", "replicated"))
        : List.of();
  }

  @Override
  public List<EntryView> entries(String service, String table, String key, int limit) {
    if (!table.equals("counts")) {
      throw new RefusedException(service + " has no table '" + table + "'; it has counts");
    }
    if (key == null) {
      return List.of(
          new EntryView(7, "\"apples\"", "{\"count\":3}"),
          new EntryView(12, "\"pears\"", "{\"count\":4}"));
    }
    return key.equals("apples")
        ? List.of(new EntryView(7, "\"apples\"", "{\"count\":3}"))
        : List.of();
  }
}
