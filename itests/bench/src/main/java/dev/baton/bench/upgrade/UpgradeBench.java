package dev.baton.bench.upgrade;

import dev.baton.demo.drive.Distribution;
import dev.baton.demo.drive.Stage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Measures upgrades and prints a table; {@link BenchOptions} says what its arguments are. */
public final class UpgradeBench {
  private UpgradeBench() {}

  /** Ends with an exception if a course could not be run; figures never make it fail. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    BenchOptions options = BenchOptions.parse(arguments);
    List<Figures> rows = new ArrayList<>();
    for (int entries : options.entries()) {
      try (Stage stage = new Stage(Distribution.current())) {
        System.err.println(
            "upgrades of " + entries + " entries; if that fails: " + stage.directory());
        Thread end = new Thread(stage::close, "bench-end");
        Runtime.getRuntime().addShutdownHook(end);
        Course.Yield yield = new Course(stage, options, entries).run();
        yield.load().windows().forEach(System.err::println);
        yield.audit().examples().forEach(System.err::println);
        rows.add(Figures.of(yield));
        stage.forgetLogs();
      }
    }
    System.out.print(MarkdownTable.of(rows));
  }
}
