package dev.baton.itests.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.itests.Distribution;
import dev.baton.itests.NodeProcess;
import dev.baton.itests.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The interactive shell as somebody at a terminal sees it. */
@Timeout(240)
class InteractiveShellIT {
  private static final String CTRL_C = "\u0003";
  private static final String CTRL_D = "\u0004";
  private static final String CTRL_U = "\u0015";

  /** What the arrow key sends once the line editor has asked for the keypad's own codes. */
  private static final String UP = "\u001bOA";

  @TempDir static Path directory;
  private static Distribution distribution;
  private static NodeProcess node;

  @BeforeAll
  static void start() throws Exception {
    distribution = Distribution.unpack(directory.resolve("baton"));
    node = NodeProcess.start(distribution, directory.resolve("data"));
    assertDone(node.command("deploy", example("counter-api-1.0.0.jar")));
    assertDone(node.command("deploy", example("counter-1.0.0.jar")));
  }

  @AfterAll
  static void stop() throws Exception {
    node.close();
  }

  private static String example(String file) {
    return distribution.example(file).toString();
  }

  private static void assertDone(Output output) {
    assertEquals(0, output.status(), output.err());
  }

  private static Screen shell(NodeProcess ofNode) throws IOException {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("TERM", "xterm");
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    return Screen.of(
        environment,
        distribution.home().resolve("examples"),
        distribution.home().resolve("bin/baton").toString(),
        "shell",
        "--data",
        ofNode.data().toString());
  }

  @Test
  void somebodyLooksUpgradesRollsBackAndLeaves() throws Exception {
    try (Screen screen = shell(node)) {
      screen.shows("Baton, node").showsLastLine("baton>");

      screen.type("unde\t").showsLastLine("baton> undeploy").type(CTRL_U);
      screen.type("sta\t").shows("shows what this node or one service is doing");
      screen.type(CTRL_U + "status cou\t").showsLastLine("baton> status counter").type("\r");
      screen.shows("version  1.0.0").shows("64 shards").showsLastLine("baton>");

      screen.type("upgrade counter-2\t").showsLastLine("baton> upgrade counter-2.0.0.jar");
      screen.type("--max\t").showsLastLine("baton> upgrade counter-2.0.0.jar --max-pause");
      screen.type("500ms\r").shows("upgraded counter from 1.0.0 to 2.0.0");
      screen.showsLastLine("baton>");

      screen.type("rollback counter 1\t").showsLastLine("baton> rollback counter 1.0.0");
      screen.type("\r").shows("rolled back counter from 2.0.0 to 1.0.0");
      screen.showsLastLine("baton>");

      screen.type("exit\r");
      assertEquals(0, screen.awaitEnd(), screen.text());
    }
  }

  @Test
  void mistakesAreToldAndTheShellGoesOn() throws Exception {
    try (Screen screen = shell(node)) {
      screen.showsLastLine("baton>");
      screen.type("stauts\r").shows("There is no command 'stauts'; did you mean status?");
      screen.type("upgrade x.jar --max-pause soon\r").shows("--max-pause is 'soon'; a duration is");
      screen.type("deploy no-such.jar\r").shows("no-such.jar").showsLastLine("baton>");
      screen.type("half a line").showsLastLine("baton> half a line");
      screen.type(CTRL_C).shows("^C").showsLastLine("baton>");
      screen.type(UP).showsLastLine("baton> deploy no-such.jar").type(CTRL_U);
      screen.type("help rollback\r").shows("usage: rollback SERVICE [VERSION]");
      screen.type("status | grep counter\r").showsLastLine("baton>");
      screen.type(CTRL_D);
      assertEquals(0, screen.awaitEnd(), screen.text());
    }
    String history = Files.readString(node.data().resolve("history"));
    assertTrue(history.contains("help rollback"), history);
  }

  @Test
  void theShellKnowsHowWideItsWindowIs() throws Exception {
    try (Screen screen = shell(node)) {
      screen.showsLastLine("baton>");
      screen.resize(60, 20);
      // 64 letters do not fit beside the prompt any more, and wrap.
      screen.type("x".repeat(64)).showsLastLine("x".repeat(11));
      screen.type(CTRL_U + CTRL_D);
      assertEquals(0, screen.awaitEnd(), screen.text());
    }
  }

  @Test
  void aNodeThatStopsSaysGoodbyeToItsShells() throws Exception {
    try (NodeProcess other = NodeProcess.start(distribution, directory.resolve("other"));
        Screen screen = shell(other)) {
      screen.showsLastLine("baton>");
      other.stop();
      screen.shows("baton: The node has ended the shell");
      assertEquals(1, screen.awaitEnd());
    }
  }
}
