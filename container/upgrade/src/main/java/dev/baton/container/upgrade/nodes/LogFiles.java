package dev.baton.container.upgrade.nodes;

import dev.baton.container.upgrade.act.Rollout;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * The files of this node's log: the one that is written, and older ones, compressed. A line begins
 * with its time; one that does not belongs to the line before.
 */
final class LogFiles {
  private static final int AHEAD = 20;
  private static final int TIME = "2000-01-01T00:00:00.000".length();

  private final Path folder;

  LogFiles(Path folder) {
    this.folder = folder;
  }

  /**
   * The newest lines, oldest first; of what was logged since the rollout began, if one is asked
   * for, and of the last two files otherwise.
   *
   * @param rollout its id, or empty for all
   */
  List<Logs.Line> last(String rollout, int most) {
    Newest newest = new Newest(rollout.isEmpty() ? "" : "[" + rollout + "]", most);
    try {
      List<Path> files = files(Rollout.begun(rollout).orElse(Instant.EPOCH));
      int from = rollout.isEmpty() ? Math.max(0, files.size() - 2) : 0;
      for (Path file : files.subList(from, files.size())) {
        newest.read(file);
      }
    } catch (IOException failed) {
      return List.of(
          new Logs.Line(System.currentTimeMillis(), "its log cannot be read: " + failed));
    }
    return newest.lines();
  }

  private List<Path> files(Instant since) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("baton.*\\.log(\\.gz)?"))
          .filter(file -> file.toFile().lastModified() >= since.toEpochMilli())
          .sorted(Comparator.comparingLong(file -> file.toFile().lastModified()))
          .toList();
    }
  }

  /** The newest lines with a mark; for one thread. */
  private static final class Newest {
    private final String mark;
    private final int most;
    private final Deque<Logs.Line> lines = new ArrayDeque<>();
    private StringBuilder text;
    private long at;

    Newest(String mark, int most) {
      this.mark = mark;
      this.most = most;
    }

    void read(Path file) throws IOException {
      try (InputStream in = Files.newInputStream(file);
          BufferedReader reader =
              new BufferedReader(
                  new InputStreamReader(
                      file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in,
                      StandardCharsets.UTF_8))) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          add(line);
        }
      }
      end();
    }

    private void add(String line) {
      long time = time(line);
      if (time < 0) {
        if (text != null) {
          text.append('\n').append(line);
        }
        return;
      }
      end();
      if (line.contains(mark)) {
        text = new StringBuilder(line);
        at = time;
      }
    }

    private void end() {
      if (text != null) {
        lines.add(new Logs.Line(at, text.toString()));
        text = null;
        if (lines.size() > most) {
          lines.remove();
        }
      }
    }

    /** When a line was written, in milliseconds since 1970, or -1 if it does not say that. */
    private static long time(String line) {
      int end = line.indexOf(' ');
      if (end < TIME || end > TIME + AHEAD || line.charAt(4) != '-') {
        return -1;
      }
      try {
        return OffsetDateTime.parse(line.substring(0, end)).toInstant().toEpochMilli();
      } catch (DateTimeParseException other) {
        return -1;
      }
    }

    List<Logs.Line> lines() {
      return List.copyOf(lines);
    }
  }
}
