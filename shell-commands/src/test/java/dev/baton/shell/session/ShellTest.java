package dev.baton.shell.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.container.RefusedException;
import dev.baton.shell.wire.Frame;
import dev.baton.shell.wire.FrameChannel;
import dev.baton.shell.wire.Opening;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Gogo behind the socket, without a framework. */
@Timeout(60)
class ShellTest {
  @TempDir Path data;
  private FakeNode node;

  @BeforeEach
  void start() throws IOException {
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
    node = new FakeNode(data);
  }

  @AfterEach
  void stop() throws IOException {
    node.close();
  }

  private record Answer(int status, String out, String error) {}

  private Answer run(String... words) throws IOException {
    try (FrameChannel channel = open(false, words)) {
      return answer(channel);
    }
  }

  private FrameChannel open(boolean live, String... words) throws IOException {
    FrameChannel channel =
        new FrameChannel(SocketChannel.open(UnixDomainSocketAddress.of(node.socket())));
    channel.write(new Opening("/tmp", "xterm", live, 80, 24, List.of(words)).frame());
    return channel;
  }

  private static Answer answer(FrameChannel channel) throws IOException {
    StringBuilder out = new StringBuilder();
    StringBuilder error = new StringBuilder();
    for (Optional<Frame> next = channel.read(); next.isPresent(); next = channel.read()) {
      Frame frame = next.get();
      String text = new String(frame.body(), StandardCharsets.UTF_8);
      switch (frame.kind()) {
        case OUT -> out.append(text);
        case ERROR -> error.append(text);
        default -> {
          return new Answer(frame.number(0, 1), out.toString(), error.toString());
        }
      }
    }
    return new Answer(-1, out.toString(), error.toString());
  }

  /** Reads until the text was said; how often it is read again is up to the frames. */
  private static String until(FrameChannel channel, String text) throws IOException {
    StringBuilder said = new StringBuilder();
    while (said.indexOf(text) < 0) {
      Frame frame = channel.read().orElseThrow(() -> new AssertionError("gone after: " + said));
      said.append(new String(frame.body(), StandardCharsets.UTF_8));
    }
    return said.toString();
  }

  private static void type(FrameChannel channel, String keys) throws IOException {
    channel.write(Frame.text(Frame.Kind.INPUT, keys));
  }

  @Test
  void aCommandSucceedsWithStatusZero() throws IOException {
    Answer answer = run("upgrade", "a b.jar");
    assertEquals(0, answer.status(), answer.error());
    assertTrue(answer.out().startsWith("rollout "), answer.out());
    assertTrue(answer.out().contains("\ncatch up"), answer.out());
    assertTrue(answer.out().contains("upgraded counter from 1.0.0 to 2.0.0"), answer.out());
    assertEquals(List.of("upgrade /tmp/a b.jar 500 30000 false"), List.copyOf(node.services.asked));
  }

  @Test
  void aRefusalGoesToStandardErrorWithStatusOne() throws IOException {
    node.services.result =
        CompletableFuture.failedFuture(new RefusedException("No. 1.0.0 keeps serving."));
    Answer answer = run("upgrade", "a.jar");
    assertEquals(1, answer.status());
    assertEquals("baton: No. 1.0.0 keeps serving.\n", answer.error());
  }

  @Test
  void aWrongCommandLineHasStatusTwo() throws IOException {
    assertEquals(2, run("upgrade").status());
    assertEquals(2, run("upgrade", "a.jar", "--max-pause", "soon").status());
    Answer unknown = run("stauts");
    assertEquals(2, unknown.status());
    assertEquals(
        "baton: There is no command 'stauts'; did you mean status? help lists the commands\n",
        unknown.error());
    assertEquals(2, run("status {").status());
  }

  @Test
  void whatNobodyForesawHasStatusSeventyAndNamesTheLog() throws IOException {
    node.services.result = CompletableFuture.failedFuture(new IllegalStateException("broken"));
    Answer answer = run("deploy", "a.jar");
    assertEquals(70, answer.status());
    assertTrue(answer.error().contains("IllegalStateException: broken"), answer.error());
    assertTrue(answer.error().contains(data.resolve("log").toString()), answer.error());
    assertEquals(1, answer.error().lines().count(), "no stack trace");
  }

  @Test
  void whatIsNoCommandOfBatonsIsALineOfGogo() throws IOException {
    assertEquals("hello there\n", run("echo", "hello", "there").out());
    Answer piped = run("status | grep counter-web");
    assertEquals(0, piped.status(), piped.error());
    assertEquals(1, piped.out().lines().count(), piped.out());
  }

  @Test
  void anInterruptLeavesTheActRunningAndSaysSo() throws IOException {
    node.services.result = new CompletableFuture<>();
    try (FrameChannel channel = open(true, "upgrade", "a.jar")) {
      until(channel, "catch up");
      channel.write(Frame.of(Frame.Kind.INTERRUPT));
      Answer answer = answer(channel);
      assertEquals(130, answer.status());
      assertTrue(answer.error().contains("goes on"), answer.error());
    }
  }

  @Test
  void theShellCompletesCommandsServicesVersionsTablesKeysFilesAndOptions() throws IOException {
    Path folder = Files.createDirectory(data.resolve("jars"));
    Files.createFile(folder.resolve("counter-2.jar"));
    try (FrameChannel channel = open(true)) {
      until(channel, "baton> ");
      for (String[] line :
          new String[][] {
            {"unde\t", "undeploy"},
            {"undrain \t", "a"},
            {"status counter-\t", "web"},
            {"rollback counter 1\t", "1.0.0"},
            {"state counter cou\t", "nts"},
            {"state counter counts pe\t", "ars"},
            {"deploy " + folder + "/cou\t", "nter-2.jar"},
            {"upgrade a.jar --max\t", "-pause"},
            {"help roll\t", "back"},
          }) {
        type(channel, line[0]);
        until(channel, line[1]);
        type(channel, "\u0015");
      }
    }
  }

  @Test
  void theShellRunsLinesUntilExitAndKeepsItsHistory() throws IOException {
    try (FrameChannel channel = open(true)) {
      until(channel, "baton> ");
      type(channel, "status counter\r");
      until(channel, "100,000 entries in 64 shards");
      until(channel, "baton> ");
      type(channel, "status | grep counter-web\r");
      until(channel, "serves");
      until(channel, "baton> ");
      type(channel, "exit\r");
      assertEquals(0, answer(channel).status());
    }
    String history = Files.readString(data.resolve("history"));
    assertTrue(history.contains("status counter"), history);
  }

  @Test
  void ctrlCInTheShellLeavesTheActAndTheShellGoesOn() throws IOException {
    node.services.result = new CompletableFuture<>();
    try (FrameChannel channel = open(true)) {
      until(channel, "baton> ");
      type(channel, "upgrade a.jar\r");
      until(channel, "catch up");
      type(channel, "\u0003");
      until(channel, "goes on. status shows where it is.");
      until(channel, "baton> ");
      type(channel, "nonsense\r");
      until(channel, "There is no command 'nonsense'");
      until(channel, "baton> ");
      type(channel, "\u0004");
      assertEquals(2, answer(channel).status(), "the status of the last line");
    }
  }

  @Test
  void aClientThatGoesTakesNothingWithIt() throws IOException {
    node.services.result = new CompletableFuture<>();
    try (FrameChannel channel = open(true)) {
      until(channel, "baton> ");
      type(channel, "upgrade a.jar\r");
      until(channel, "catch up");
    }
    assertEquals(0, run("status").status());
    assertTrue(!node.services.result.isDone());
  }
}
