package dev.baton.demo;

import dev.baton.demo.drive.Address;
import dev.baton.demo.drive.LoadProcess;
import dev.baton.demo.drive.Operator;
import dev.baton.demo.drive.Stage;
import dev.baton.demo.load.AuditResult;
import dev.baton.demo.load.LoadOptions;
import dev.baton.demo.load.LoadResult;
import java.io.IOException;
import java.util.List;

/** The service of the demo and its clients. For one thread. */
final class Counters {
  /** What every preloaded counter holds. */
  private static final long BASE = 1000;

  private static final int READ_PERCENT = 20;

  private final DemoOptions options;
  private final Stage stage;
  private final Narrator narrator;

  Counters(DemoOptions options, Stage stage, Narrator narrator) {
    this.options = options;
    this.stage = stage;
    this.narrator = narrator;
  }

  /** Deploys it at a node and sets every counter. */
  void deploy(Operator operator, Address address) throws IOException, InterruptedException {
    for (String bundle : List.of("counter-api-1.0.0", "counter-1.0.0", "counter-web-1.0.0")) {
      narrator.say("baton deploy %s.jar", bundle);
      operator.run("deploy", stage.distribution().example(bundle).toString());
    }
    stage.preload(address, options.entries());
    narrator.say("%,d counters hold %,d each", options.entries(), BASE);
  }

  /** What clients of one server do. */
  LoadOptions clients(Address server) {
    return LoadOptions.of(
        server.host(),
        server.port(),
        options.connections(),
        options.rate(),
        options.entries(),
        BASE,
        READ_PERCENT);
  }

  /** Starts clients. */
  LoadProcess start(LoadOptions clients) throws IOException {
    narrator.say(
        "%,d requests a second from %d connections of another process",
        options.rate(), options.connections());
    return stage.startLoad(clients);
  }

  /** Ends the clients, and audits every counter. */
  Outcome end(LoadProcess load, Deeds deeds) throws IOException {
    LoadResult result = load.stop();
    narrator.say("the clients stop; reading %,d counters", options.entries());
    AuditResult audit = load.audit();
    audit.examples().forEach(narrator::quote);
    narrator.say("every counter was compared with what clients were told");
    return Outcome.of(result, audit, deeds);
  }
}
