package dev.baton.state.store;

import static dev.baton.state.store.Samples.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.state.protocol.Header;
import dev.baton.state.step.Step;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Another process writes and is killed, again and again, on the same store. */
@Timeout(60)
class StoreCrashTest {
  @TempDir Path folder;
  private final long[] acknowledged = new long[Workload.SHARDS];
  private final List<String> said = new ArrayList<>();

  @Test
  void whatWasWrittenSurvivesKillsAtAnyMoment() throws Exception {
    Random random = new Random(7);
    for (int round = 0; round < 4; round++) {
      Process writer = start(List.of());
      listen(writer, 200 + random.nextInt(6_000));
      writer.toHandle().destroyForcibly(); // keeps its output open
      listen(writer, Integer.MAX_VALUE);
      assertTrue(writer.waitFor(10, TimeUnit.SECONDS));
      assertAllIsThere();
    }
  }

  @Test
  void whatWasWrittenSurvivesAHaltRightAfterAGroup() throws Exception {
    for (int group : new int[] {1, 2, 500}) {
      String halt = "-D" + Step.HALT_AT + "=" + Step.BATCH_WRITTEN_BY_STORE + ":" + group;
      Process writer = start(List.of(halt));
      listen(writer, Integer.MAX_VALUE);
      assertTrue(writer.waitFor(10, TimeUnit.SECONDS));
      assertEquals(Step.HALT_STATUS, writer.exitValue());
      assertAllIsThere();
    }
  }

  @Test
  void aDiskThatTakesNoMoreFailsTheStoreInWords() throws Exception {
    Process writer = start(List.of(), "/bin/sh", "-c", "ulimit -f 8 && exec \"$@\"", "limited");
    listen(writer, Integer.MAX_VALUE);
    assertTrue(writer.waitFor(10, TimeUnit.SECONDS));
    assertEquals(2, said.size(), said.toString());
    assertTrue(said.get(0).startsWith("failed: The store " + folder + " takes nothing any more"));
    assertTrue(said.get(0).contains("Cannot write"), said.get(0));
    assertTrue(said.get(0).contains("File too large"), said.get(0));
    assertEquals(said.get(0).replace("failed:", "failure:"), said.get(1));
    assertAllIsThere();
  }

  @Test
  void aStoreInUseByAnotherProcessIsRefusedNamingIt() throws Exception {
    Process writer = start(List.of());
    listen(writer, 10);
    Exception refused = assertThrows(StoreRefusedException.class, () -> FileStore.open(folder));
    writer.toHandle().destroyForcibly(); // keeps its output open
    listen(writer, Integer.MAX_VALUE);
    assertTrue(refused.getMessage().contains("in use by the process " + writer.pid()));
  }

  private Process start(List<String> options, String... before) throws IOException {
    List<String> command = new ArrayList<>(List.of(before));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(options);
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(CrashingWriter.class.getName());
    command.add(folder.toString());
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  /** Hears what the writer says, up to a number of lines or to its end. */
  private void listen(Process writer, int lines) throws IOException {
    BufferedReader reader = writer.inputReader();
    for (int left = lines; left > 0; left--) {
      String line = reader.readLine();
      if (line == null) {
        return;
      }
      String[] words = line.split(" ");
      if (words.length == 2) {
        acknowledged[Integer.parseInt(words[0])] = Long.parseLong(words[1]);
      } else {
        said.add(line);
      }
    }
  }

  private void assertAllIsThere() throws IOException {
    try (FileStore store = FileStore.open(folder)) {
      for (int number = 0; number < Workload.SHARDS; number++) {
        Header header = store.shards().get(Workload.shard(number));
        if (header == null) {
          assertEquals(0, acknowledged[number]);
          continue;
        }
        assertTrue(
            header.sequence() >= acknowledged[number],
            number + " has " + header.sequence() + " of " + acknowledged[number]);
        assertEquals(
            Workload.after(number, header.sequence()), read(store, Workload.shard(number)));
      }
    }
  }
}
