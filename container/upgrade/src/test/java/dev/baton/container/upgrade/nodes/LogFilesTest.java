package dev.baton.container.upgrade.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFilesTest {
  private static final String OLD = "2026-11-20T23:59:59.000Z INFO  [a] [r-1] b.C - begun";
  private static final String FAILED = "2026-11-21T00:00:01.250+01:00 WARN  [a] [r-2] b.C - failed";
  private static final String STACK = "java.lang.IllegalStateException: no\n\tat b.C.run(C.java:1)";
  private static final String OTHER = "2026-11-21T00:00:02.000Z INFO  [b] b.D - other";
  private static final String LAST = "2026-11-21T00:00:03.000Z INFO  [a] [r-1] b.C - over";

  @TempDir private Path folder;
  private LogFiles files;

  @BeforeEach
  void theLogWasRolledOnce() throws IOException {
    Path rolled = folder.resolve("baton.2026-11-20.0.log.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(rolled))) {
      out.write((OLD + "\n").getBytes(StandardCharsets.UTF_8));
    }
    Files.setLastModifiedTime(rolled, FileTime.from(Instant.parse("2026-11-20T23:59:59Z")));
    Files.writeString(
        folder.resolve("baton.log"), String.join("\n", FAILED, STACK, OTHER, LAST, ""));
    files = new LogFiles(folder);
  }

  private List<String> last(String rollout, int most) {
    return files.last(rollout, most).stream().map(Logs.Line::text).toList();
  }

  @Test
  void aLineHasItsStackTraceAndItsTime() {
    assertEquals(List.of(OLD, FAILED + "\n" + STACK, OTHER, LAST), last("", 10));
    assertEquals(
        Instant.parse("2026-11-20T23:00:01.250Z").toEpochMilli(), files.last("", 10).get(1).at());
  }

  @Test
  void ofARolloutThereAreItsLinesOnly() {
    assertEquals(List.of(OLD, LAST), last("r-1", 10));
    assertEquals(List.of(FAILED + "\n" + STACK), last("r-2", 10));
    assertEquals(List.of(), last("r", 10));
  }

  @Test
  void whatIsOlderThanTheRolloutIsNotLookedAt() throws IOException {
    Path rolled = folder.resolve("baton.2026-11-20.0.log.gz");
    Files.writeString(rolled, "not compressed, so that it cannot be read");
    Files.setLastModifiedTime(rolled, FileTime.from(Instant.parse("2026-11-20T23:59:59Z")));
    assertEquals(List.of(), last("20261121-000000-7f3a", 10));
    assertTrue(last("20261120-235959-7f3a", 10).get(0).startsWith("its log cannot be read"));
  }

  @Test
  void ofTooManyTheNewestAreTold() {
    assertEquals(List.of(OTHER, LAST), last("", 2));
  }

  @Test
  void whatCannotBeReadIsSaid() {
    String line = new LogFiles(folder.resolve("gone")).last("", 1).get(0).text();
    assertTrue(line.startsWith("its log cannot be read"), line);
  }
}
