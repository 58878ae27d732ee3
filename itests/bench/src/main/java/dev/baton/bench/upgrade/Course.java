package dev.baton.bench.upgrade;

import dev.baton.demo.drive.Address;
import dev.baton.demo.drive.HandoffReport;
import dev.baton.demo.drive.LoadProcess;
import dev.baton.demo.drive.Operator;
import dev.baton.demo.drive.Stage;
import dev.baton.demo.load.AuditResult;
import dev.baton.demo.load.LoadOptions;
import dev.baton.demo.load.LoadResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One node with one number of counters: a first round to warm up, then pairs of a quiet window and
 * one with an upgrade from 1.0.0 to 2.0.0, each followed by a rollback that is not measured; at the
 * end every counter is audited. For one thread.
 */
final class Course {
  static final String QUIET = "quiet";
  static final String UPGRADE = "upgrade";

  private static final long BASE = 1000;
  private static final int CONNECTIONS = 32;
  private static final int READ_PERCENT = 20;
  private static final long WARM_UP_MS = 10_000;
  private static final long KEEPS_PACE_MS = 50;
  private static final long SETTLE_MS = 2_000;
  private static final long SHORTEST_WINDOW_MS = 4_000;

  /** What a course yields. */
  record Yield(int entries, LoadResult load, AuditResult audit, List<HandoffReport> upgrades) {}

  /** Something that an operator does. */
  private interface Command {
    void run() throws IOException, InterruptedException;
  }

  private final Stage stage;
  private final BenchOptions options;
  private final int entries;
  private final List<HandoffReport> upgrades = new ArrayList<>();

  Course(Stage stage, BenchOptions options, int entries) {
    this.stage = stage;
    this.options = options;
    this.entries = entries;
  }

  Yield run() throws IOException, InterruptedException {
    Address address = stage.startNode();
    Operator operator = stage.operator();
    for (String bundle : List.of("counter-api-1.0.0", "counter-1.0.0", "counter-web-1.0.0")) {
      operator.run("deploy", example(bundle));
    }
    stage.preload(address, entries);
    LoadProcess load =
        stage.startLoad(
            LoadOptions.of(
                address.host(),
                address.port(),
                CONNECTIONS,
                options.rate(),
                entries,
                BASE,
                READ_PERCENT));
    do {
      Thread.sleep(WARM_UP_MS);
    } while (load.progress().behindMs() > KEEPS_PACE_MS);
    long windowMs = Math.max(SHORTEST_WINDOW_MS, warmUpgradeMs(operator) + SETTLE_MS);
    for (int pair = 0; pair < options.pairs(); pair++) {
      window(load, QUIET, windowMs, () -> operator.version("counter"));
      window(load, UPGRADE, windowMs, () -> upgrades.add(upgrade(operator)));
      operator.run("rollback", "counter");
      Thread.sleep(SETTLE_MS);
    }
    LoadResult result = load.stop();
    return new Yield(entries, result, load.audit(), upgrades);
  }

  /** Upgrades and rolls back once, for the compilers; returns how long the upgrade took. */
  private long warmUpgradeMs(Operator operator) throws IOException, InterruptedException {
    long start = System.nanoTime();
    upgrade(operator);
    long took = (System.nanoTime() - start) / 1_000_000;
    operator.run("rollback", "counter");
    Thread.sleep(SETTLE_MS);
    return took;
  }

  private void window(LoadProcess load, String name, long millis, Command command)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    load.window(name);
    command.run();
    Thread.sleep(Math.max(0, (end - System.nanoTime()) / 1_000_000));
    load.window("between");
  }

  private HandoffReport upgrade(Operator operator) throws IOException, InterruptedException {
    return operator.handOff("upgrade", example("counter-2.0.0"));
  }

  private String example(String bundle) {
    return stage.distribution().example(bundle).toString();
  }
}
