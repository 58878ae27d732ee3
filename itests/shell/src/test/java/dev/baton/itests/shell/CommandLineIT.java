package dev.baton.itests.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.itests.Distribution;
import dev.baton.itests.NodeProcess;
import dev.baton.itests.Output;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Command by command, as a script calls them: what they say where, and their exit statuses. */
@Timeout(240)
class CommandLineIT {
  @TempDir static Path directory;
  private static Distribution distribution;
  private static NodeProcess node;

  @BeforeAll
  static void start() throws Exception {
    distribution = Distribution.unpack(directory.resolve("baton"));
    node = NodeProcess.start(distribution, directory.resolve("data"));
  }

  @AfterAll
  static void stop() throws Exception {
    node.close();
  }

  private static String example(String file) {
    return distribution.example(file).toString();
  }

  private static Output assertDone(String... words) throws Exception {
    Output output = node.command(words);
    assertEquals(0, output.status(), List.of(words) + ": " + output);
    assertEquals("", output.err());
    return output;
  }

  private static void assertStatus(int status, String error, String... words) throws Exception {
    Output output = node.command(words);
    assertEquals(status, output.status(), List.of(words) + ": " + output);
    assertTrue(output.err().startsWith("baton: "), output.err());
    assertTrue(output.err().contains(error), output.err());
    assertFalse(output.err().contains("\tat "), "no stack trace: " + output.err());
  }

  @Test
  void aServiceLivesFromDeployToUndeploy() throws Exception {
    assertDone("deploy", example("counter-api-1.0.0.jar"));
    assertDone("check", example("counter-1.0.0.jar"));
    assertTrue(
        assertDone("deploy", example("counter-1.0.0.jar")).out().contains("deployed counter"));
    assertTrue(assertDone("status").out().contains("counter"));
    assertTrue(assertDone("state", "counter").out().contains("counts"));
    assertDone("upgrade", example("counter-2.0.0.jar"), "--hold");
    assertTrue(assertDone("status", "counter").out().contains("2.0.0"));
    assertDone("finish", "counter");
    assertDone("rollback", "counter");
    assertDone("upgrade", example("counter-2.0.0.jar"), "--hold", "--max-pause=1s");
    assertDone("abort", "counter");
    JsonNode status = new ObjectMapper().readTree(assertDone("status", "counter", "--json").out());
    assertEquals("1.0.0", status.get("version").asText());
    assertStatus(1, "counter", "deploy", example("counter-1.0.0.jar"));
    assertDone("undeploy", "counter", "--discard-state");
    assertStatus(1, "counter", "status", "counter");
  }

  @Test
  void filesAreRelativeToTheClient() throws Exception {
    Output output =
        Output.of(
            distribution
                .command("--data", node.data().toString(), "check", "no-such.jar", "--static")
                .directory(directory.toFile()));
    assertEquals(1, output.status());
    assertTrue(output.err().contains(directory.resolve("no-such.jar").toString()), output.err());
  }

  @Test
  void wrongCommandLinesHaveStatusTwo() throws Exception {
    assertStatus(2, "did you mean status?", "stauts");
    assertStatus(2, "did you mean --hold?", "upgrade", "x.jar", "--holt");
    assertStatus(2, "--max-pause is '5'", "upgrade", "x.jar", "--max-pause", "5");
    assertStatus(2, "needs a FILE", "deploy");
    assertStatus(2, "is too much", "finish", "counter", "now");
    assertStatus(2, "needs a terminal", "shell");
    Output nothing = distribution.baton();
    assertEquals(2, nothing.status());
    assertTrue(nothing.err().startsWith("usage: baton start"), nothing.err());
  }

  @Test
  void withoutANodeTheDirectoryIsNamed() throws Exception {
    Path nowhere = directory.resolve("nowhere");
    Output output = distribution.baton("--data", nowhere.toString(), "status");
    assertEquals(1, output.status());
    assertTrue(output.err().contains("No node runs on the data directory " + nowhere));
    assertTrue(output.err().contains("baton start --data " + nowhere), output.err());
  }

  @Test
  void everyCommandOfTheScopeDescribesItselfAndItsWords() throws Exception {
    String all = assertDone("help").out();
    List<String> names =
        all.lines()
            .dropWhile(line -> !line.startsWith("  abort"))
            .takeWhile(line -> !line.isBlank())
            .map(line -> line.strip().split(" ")[0])
            .toList();
    assertTrue(names.contains("upgrade") && names.contains("state"), all);
    for (String name : names) {
      String help = assertDone("help", name).out();
      assertEquals(help, assertDone(name, "--help").out());
      assertTrue(help.startsWith(name + ": ") && help.contains("usage: " + name), help);
      help.lines()
          .filter(line -> line.startsWith("  "))
          .forEach(line -> assertTrue(line.strip().matches("\\S.*\\S {2,}\\S.*"), line));
    }
  }

  @Test
  void socketAndDataDirectoryAreTheOwnersAlone() throws Exception {
    assertEquals("rwx------", permissions(node.data()));
    assertEquals("rw-------", permissions(node.data().resolve("control.sock")));
  }

  private static String permissions(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
