package dev.baton.container.upgrade.nodes;

import dev.baton.container.LogLine;
import dev.baton.container.cluster.Cluster;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executor;

/** What the nodes have logged, asked over a channel. */
public final class Logs implements AutoCloseable {
  private static final String CHANNEL = "logs";

  private final Survey<Question, Answer> survey;

  /** Of which rollout, or of all if that is empty, and how many lines at most. */
  private record Question(String rollout, int most) {}

  private record Answer(List<Line> lines) {}

  /** A line, and when it was written, in milliseconds since 1970. */
  record Line(long at, String text) {}

  /**
   * Answers others from now on, on the executor's threads.
   *
   * @param folder where this node writes its log
   */
  public Logs(Cluster cluster, Path folder, Executor executor) {
    LogFiles files = new LogFiles(folder);
    this.survey =
        new Survey<>(
            cluster,
            new Survey.Subject<>(
                CHANNEL,
                Question.class,
                Answer.class,
                question -> new Answer(files.last(question.rollout, question.most)),
                why -> new Answer(List.of(new Line(System.currentTimeMillis(), why)))),
            executor);
  }

  /** Of all nodes that are here, oldest first. */
  List<LogLine> all(String rollout, int most) {
    return survey.ask(new Question(rollout, most)).entrySet().stream()
        .flatMap(
            each ->
                each.getValue().lines.stream()
                    .map(
                        line ->
                            new LogLine(
                                Instant.ofEpochMilli(line.at), each.getKey().name(), line.text)))
        .sorted(Comparator.comparing(LogLine::at))
        .toList();
  }

  @Override
  public void close() throws Exception {
    survey.close();
  }
}
