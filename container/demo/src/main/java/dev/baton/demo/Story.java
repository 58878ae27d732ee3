package dev.baton.demo;

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
 * The demo's course: deploy, preload, clients, a quiet while, upgrade, rollback, upgrade, a broken
 * version, a quiet while, audit. For one thread.
 */
final class Story {
  /** What every preloaded counter holds. */
  private static final long BASE = 1000;

  private static final int READ_PERCENT = 20;

  private final DemoOptions options;
  private final Pace pace;
  private final Stage stage;
  private final Operator operator;
  private final Narrator narrator;
  private final List<HandoffReport> upgrades = new ArrayList<>();
  private final List<HandoffReport> rollbacks = new ArrayList<>();

  Story(DemoOptions options, Pace pace, Stage stage, Narrator narrator) {
    this.options = options;
    this.pace = pace;
    this.stage = stage;
    this.operator = stage.operator();
    this.narrator = narrator;
  }

  /**
   * Tells it.
   *
   * @throws IOException if something went otherwise than told, whatever clients saw of it
   */
  Outcome tell() throws IOException, InterruptedException {
    Address address = begin();
    narrator.say(
        "%,d requests a second from %d connections of another process",
        options.rate(), options.connections());
    LoadProcess load =
        stage.startLoad(
            new LoadOptions(
                address.host(),
                address.port(),
                options.connections(),
                options.rate(),
                options.entries(),
                BASE,
                READ_PERCENT));
    Clients clients = new Clients(load, narrator);
    clients.warmUp(pace.warmUp());
    narrator.say("a quiet while, to compare with");
    quiet(clients);

    upgrade(clients);
    rollback(clients);
    upgrade(clients);
    refusal(clients);

    narrator.say("another quiet while");
    quiet(clients);
    return end(load);
  }

  private Address begin() throws IOException, InterruptedException {
    narrator.say("starting a node");
    Address address = stage.startNode();
    narrator.say("it serves on http://%s", address);
    for (String bundle : List.of("counter-api-1.0.0", "counter-1.0.0", "counter-web-1.0.0")) {
      narrator.say("baton deploy %s.jar", bundle);
      operator.run("deploy", stage.distribution().example(bundle).toString());
    }
    stage.preload(address, options.entries());
    narrator.say("%,d counters hold %,d each", options.entries(), BASE);
    return address;
  }

  private void quiet(Clients clients) throws IOException, InterruptedException {
    clients.window(Outcome.QUIET);
    // A command's process costs what any does; what is compared is whether the version changes.
    operator.version("counter");
    clients.watch(pace.quiet());
    clients.window(Outcome.BETWEEN);
  }

  private void upgrade(Clients clients) throws IOException, InterruptedException {
    String file = stage.distribution().example("counter-2.0.0").toString();
    narrator.say("baton upgrade counter-2.0.0.jar");
    upgrades.add(change(clients, "upgrade", file));
  }

  private void rollback(Clients clients) throws IOException, InterruptedException {
    narrator.say("baton rollback counter");
    rollbacks.add(change(clients, "rollback", "counter"));
  }

  private HandoffReport change(Clients clients, String... command)
      throws IOException, InterruptedException {
    clients.window(Outcome.CHANGE);
    HandoffReport report = operator.handOff(command);
    narrator.say(
        "  %s -> %s in %.1f s: %,d entries, %,d calls held, the longest for %.1f ms",
        report.from(),
        report.to(),
        report.elapsedMs() / 1000,
        report.entries(),
        report.callsHeld(),
        report.longestHoldMs());
    clients.watch(pace.aftermath());
    clients.window(Outcome.BETWEEN);
    return report;
  }

  private void refusal(Clients clients) throws IOException, InterruptedException {
    narrator.say("baton upgrade counter-3.0.0.jar, which cannot start");
    clients.window(Outcome.CHANGE);
    String before = operator.version("counter");
    Operator.Answer answer =
        operator.attempt("upgrade", stage.distribution().example("counter-3.0.0").toString());
    String after = operator.version("counter");
    if (answer.status() == 0 || !after.equals(before)) {
      throw new IOException(
          "counter 3.0.0 cannot start, but upgrade ended with status "
              + answer.status()
              + " and "
              + after
              + " serves:\n"
              + answer.output());
    }
    narrator.say("  refused; counter %s goes on", after);
    narrator.quote(answer.output());
    clients.window(Outcome.BETWEEN);
  }

  private Outcome end(LoadProcess load) throws IOException {
    LoadResult result = load.stop();
    narrator.say("the clients stop; reading %,d counters", options.entries());
    AuditResult audit = load.audit();
    audit.examples().forEach(narrator::quote);
    narrator.say("every counter was compared with what clients were told");
    return Outcome.of(result, audit, upgrades, rollbacks, 1);
  }
}
