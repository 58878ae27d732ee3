package dev.baton.bench.cluster;

import dev.baton.bench.probe.Pace;
import dev.baton.demo.drive.Distribution;
import dev.baton.demo.drive.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Measures a cluster and prints a table; {@link ClusterOptions} says what its arguments are. */
public final class ClusterBench {
  private static final String GAP = "longest gap meanwhile";
  private static final String SLOWEST = "slowest call meanwhile";
  private static final String STANDSTILL = "longest that the machine itself stood still meanwhile";

  /** What is measured on a stage. */
  private interface Course<T> {
    T run(Stage stage) throws IOException, InterruptedException;
  }

  private ClusterBench() {}

  /** Ends with an exception if a course could not be run; figures never make it fail. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    ClusterOptions options = ClusterOptions.parse(arguments);
    List<Row> rows = new ArrayList<>();
    if (options.life()) {
      List<Life.Yield> lives = new ArrayList<>();
      for (int repeat = 1; repeat <= options.repeats(); repeat++) {
        String what = "life " + repeat + " of a cluster with " + options.entries() + " entries";
        lives.add(on(what, stage -> new Life(stage, options).live()));
      }
      rows.addAll(rows(lives, options));
    }
    if (options.calls()) {
      Path probe = Path.of(System.getProperty("baton.bench.probe"));
      rows.addAll(rows(on("calls", stage -> new Calls(stage, options.repeats()).run(probe))));
    }
    System.out.print(Row.HEAD);
    rows.forEach(row -> System.out.print(row.markdown()));
  }

  private static <T> T on(String what, Course<T> course) throws IOException, InterruptedException {
    try (Stage stage = new Stage(Distribution.current())) {
      System.err.println(what + "; if that fails: " + stage.directory());
      Thread end = new Thread(stage::close, "bench-end");
      Runtime.getRuntime().addShutdownHook(end);
      T yield = course.run(stage);
      System.err.println(yield);
      stage.forgetLogs();
      return yield;
    }
  }

  private static List<Row> rows(List<Life.Yield> lives, ClusterOptions options) {
    Function<Function<Life.Yield, Double>, List<Double>> all =
        figure -> lives.stream().map(figure).toList();
    return List.of(
        Row.of(
            "three nodes started at once: all serve",
            "8 s",
            "s",
            all.apply(life -> life.startMs() / 1000)),
        Row.of("requests a second from here on", "", "", all.apply(Life.Yield::rate)),
        Row.of(
            String.format("kill -9 of one of three, %,d entries: first answer", options.entries()),
            "1 s",
            "s",
            all.apply(life -> life.firstMs() / 1000)),
        Row.of("last shard answered", "5 s", "s", all.apply(life -> life.lastMs() / 1000)),
        pairs(
            "p99.9 of calls to shards that it neither held nor kept a copy of",
            "2 × quiet",
            all,
            life -> life.kill().p999()),
        pairs(STANDSTILL, "", all, life -> life.kill().standstill()),
        Row.of(
            "slowest call to a shard that it kept a copy of",
            "",
            "ms",
            all.apply(Life.Yield::copiedMs)),
        Row.of("calls of unknown outcome", "", "", all.apply(life -> (double) life.unknown())),
        Row.of("a node joins: it serves", "", "s", all.apply(life -> life.joinReadyMs() / 1000)),
        Row.of("it holds its share", "", "s", all.apply(life -> life.joinBalancedMs() / 1000)),
        pairs(GAP, "", all, life -> life.join().gap()),
        pairs(SLOWEST, "", all, life -> life.join().slowest()),
        failed(all, Life.Yield::join),
        pairs(STANDSTILL, "", all, life -> life.join().standstill()),
        Row.of("drain of a node", "", "s", all.apply(life -> life.drainMs() / 1000)),
        pairs(GAP, "", all, life -> life.drain().gap()),
        pairs(SLOWEST, "", all, life -> life.drain().slowest()),
        failed(all, Life.Yield::drain),
        pairs(STANDSTILL, "", all, life -> life.drain().standstill()),
        Row.of(
            "lost, doubled or wrong, in all", "0", "", all.apply(life -> (double) life.wrong())));
  }

  private static Row pairs(
      String what,
      String aim,
      Function<Function<Life.Yield, Double>, List<Double>> all,
      Function<Life.Yield, Life.Pair> pair) {
    return new Row(
        what,
        aim,
        "ms",
        all.apply(life -> pair.apply(life).meanwhile()),
        "quiet",
        all.apply(life -> pair.apply(life).quiet()));
  }

  private static Row failed(
      Function<Function<Life.Yield, Double>, List<Double>> all,
      Function<Life.Yield, Life.Seen> in) {
    return Row.of(
        "failed calls meanwhile", "0", "", all.apply(life -> (double) in.apply(life).failed()));
  }

  private static List<Row> rows(Calls.Yield calls) {
    return List.of(
        Row.of(
            "a call on the same node, median", "", "µs", each(calls.local(), Pace::medianMicros)),
        new Row(
            "a call to another node, median",
            "300 µs",
            "µs",
            each(calls.remote(), Pace::medianMicros),
            "`IMap.get`",
            each(calls.get(), Pace::medianMicros)),
        new Row(
            "99th percentile",
            "",
            "µs",
            each(calls.remote(), Pace::p99Micros),
            "`IMap.get`",
            each(calls.get(), Pace::p99Micros)),
        new Row(
            "replicated writes a second, 64 callers, two nodes",
            "3 × Hazelcast",
            "",
            each(calls.increments(), Pace::perSecond),
            "`executeOnKey`",
            each(calls.plain(), Pace::perSecond)),
        new Row(
            "one of them, median",
            "",
            "µs",
            each(calls.increments(), Pace::medianMicros),
            "`executeOnKey`",
            each(calls.plain(), Pace::medianMicros)),
        new Row(
            "the same writes to one counter of the callers' node",
            "3 × Hazelcast",
            "",
            each(calls.hot(), Pace::perSecond),
            "`executeOnKey`",
            each(calls.plainHot(), Pace::perSecond)),
        Row.of("to one counter of the other node", "", "", each(calls.hotFar(), Pace::perSecond)));
  }

  private static List<Double> each(List<Pace> paces, Function<Pace, Double> figure) {
    return paces.stream().map(figure).toList();
  }
}
