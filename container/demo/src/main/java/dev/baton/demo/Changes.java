package dev.baton.demo;

import dev.baton.demo.drive.HandoffReport;
import dev.baton.demo.drive.LoadProcess;
import dev.baton.demo.drive.Operator;
import dev.baton.demo.drive.Stage;
import java.io.IOException;

/**
 * What an operator does while clients call, each in a window of time of its own. For one thread.
 */
final class Changes {
  private final Pace pace;
  private final Stage stage;
  private final Clients clients;
  private final Narrator narrator;
  private final Deeds deeds;

  /** What is done in a window. */
  interface Deed {
    void run() throws IOException, InterruptedException;
  }

  Changes(Pace pace, Stage stage, LoadProcess load, Narrator narrator, Deeds deeds) {
    this.pace = pace;
    this.stage = stage;
    this.clients = new Clients(load, narrator);
    this.narrator = narrator;
    this.deeds = deeds;
  }

  /** Watches until the nodes answer as fast as they are asked. */
  void warmUp() throws IOException, InterruptedException {
    clients.warmUp(pace.warmUp());
  }

  /** A while in which nothing happens. */
  void quiet(Operator operator) throws IOException, InterruptedException {
    clients.window(Outcome.QUIET);
    // A command's process costs what any does; what is compared is whether something changes.
    operator.version("counter");
    clients.watch(pace.quiet());
    clients.window(Outcome.BETWEEN);
  }

  /** Does something in a window of its own. */
  void window(String name, Deed deed) throws IOException, InterruptedException {
    clients.window(name);
    deed.run();
    clients.watch(pace.aftermath());
    clients.window(Outcome.BETWEEN);
  }

  /** Upgrades the counter to 2.0.0. */
  void upgrade(Operator operator) throws IOException, InterruptedException {
    String file = stage.distribution().example("counter-2.0.0").toString();
    narrator.say("baton upgrade counter-2.0.0.jar");
    deeds.upgraded(change(operator, "upgrade", file));
  }

  /** Runs a command that changes the version. */
  HandoffReport change(Operator operator, String... command)
      throws IOException, InterruptedException {
    HandoffReport[] reports = new HandoffReport[1];
    window(
        Outcome.CHANGE,
        () -> {
          HandoffReport report = operator.handOff(command);
          reports[0] = report;
          narrator.say(
              "  %s -> %s in %.1f s: %,d entries, %,d calls held, the longest for %.1f ms",
              report.from(),
              report.to(),
              report.elapsedMs() / 1000,
              report.entries(),
              report.callsHeld(),
              report.longestHoldMs());
        });
    return reports[0];
  }
}
