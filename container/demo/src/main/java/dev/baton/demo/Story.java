package dev.baton.demo;

import dev.baton.demo.drive.Address;
import dev.baton.demo.drive.HandoffReport;
import dev.baton.demo.drive.LoadProcess;
import dev.baton.demo.drive.Operator;
import dev.baton.demo.drive.Stage;
import java.io.IOException;

/**
 * The demo's course with one node: deploy, preload, clients, a quiet while, upgrade, rollback,
 * upgrade, a broken version, a quiet while, audit. For one thread.
 */
final class Story {
  private final Pace pace;
  private final Stage stage;
  private final Counters counters;
  private final Narrator narrator;
  private final Deeds deeds = new Deeds();

  Story(DemoOptions options, Pace pace, Stage stage, Narrator narrator) {
    this.pace = pace;
    this.stage = stage;
    this.counters = new Counters(options, stage, narrator);
    this.narrator = narrator;
  }

  /**
   * Tells it.
   *
   * @throws IOException if something went otherwise than told, whatever clients saw of it
   */
  Outcome tell() throws IOException, InterruptedException {
    narrator.say("starting a node");
    Address address = stage.startNode();
    narrator.say("it serves on http://%s", address);
    Operator operator = stage.operator();
    counters.deploy(operator, address);
    LoadProcess load = counters.start(counters.clients(address));
    Changes changes = new Changes(pace, stage, load, narrator, deeds);
    changes.warmUp();
    narrator.say("a quiet while, to compare with");
    changes.quiet(operator);

    changes.upgrade(operator);
    rollback(changes, operator);
    changes.upgrade(operator);
    refusal(changes, operator);

    narrator.say("another quiet while");
    changes.quiet(operator);
    return counters.end(load, deeds);
  }

  private void rollback(Changes changes, Operator operator)
      throws IOException, InterruptedException {
    narrator.say("baton rollback counter");
    HandoffReport report = changes.change(operator, "rollback", "counter");
    deeds.rolledBack(report);
  }

  private void refusal(Changes changes, Operator operator)
      throws IOException, InterruptedException {
    narrator.say("baton upgrade counter-3.0.0.jar, which cannot start");
    changes.window(
        Outcome.CHANGE,
        () -> {
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
          deeds.refusedOne();
        });
  }
}
