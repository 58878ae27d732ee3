package dev.baton.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.demo.drive.Distribution;
import dev.baton.demo.drive.Stage;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/**
 * {@code baton demo}. Exits with 0 if all went well, 1 if a request failed, an increment was lost
 * or doubled or something went otherwise than told, 2 if the arguments were not understood. Where a
 * node is killed, calls may end with an unknown outcome: each counts once or not at all.
 */
public final class Demo {
  private final Distribution distribution;
  private final Pace pace;
  private final PrintStream out;
  private final PrintStream err;

  Demo(Distribution distribution, Pace pace, PrintStream out, PrintStream err) {
    this.distribution = distribution;
    this.pace = pace;
    this.out = out;
    this.err = err;
  }

  /** Runs the demo; leaves nothing behind but the nodes' logs if it failed. */
  public static void main(String[] arguments) {
    int status;
    try {
      Demo demo = new Demo(Distribution.current(), Pace.USUAL, System.out, System.err);
      status = demo.run(List.of(arguments));
    } catch (IOException e) {
      System.err.println("baton demo: " + e.getMessage());
      status = 1;
    }
    System.exit(status);
  }

  int run(List<String> arguments) throws IOException {
    if (arguments.contains("--help")) {
      out.print(DemoOptions.USAGE);
      return 0;
    }
    DemoOptions options;
    try {
      options = DemoOptions.parse(arguments);
    } catch (IllegalArgumentException e) {
      complain(e.getMessage());
      err.print(DemoOptions.USAGE);
      return 2;
    }
    try (Stage stage = new Stage(distribution)) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(stage), "demo-end"));
      return run(options, stage);
    }
  }

  /** After Ctrl-C nothing is left behind; after a failure the stage was closed before. */
  private static void end(Stage stage) {
    stage.forgetLogs();
    stage.close();
  }

  private int run(DemoOptions options, Stage stage) {
    Outcome outcome;
    try {
      outcome = tell(options, stage);
      out.println(Summary.of(outcome));
      if (options.json()) {
        out.println(new ObjectMapper().writeValueAsString(outcome));
      }
    } catch (IOException e) {
      if (stage.isClosed()) {
        complain("stopped; nothing is left behind");
        return 1;
      }
      complain(e.getMessage());
      complain("the nodes' logs are in " + stage.directory());
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      complain("interrupted");
      return 1;
    }
    if (!outcome.passed()) {
      complain("not all went well; the nodes' logs are in " + stage.directory());
      return 1;
    }
    stage.forgetLogs();
    return 0;
  }

  private Outcome tell(DemoOptions options, Stage stage) throws IOException, InterruptedException {
    Narrator narrator = new Narrator(out);
    return options.nodes() == 1
        ? new Story(options, pace, stage, narrator).tell()
        : new ClusterStory(options, pace, stage, narrator).tell();
  }

  private void complain(String message) {
    err.println("baton demo: " + message);
  }
}
