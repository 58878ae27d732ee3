package dev.baton.shell.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.baton.shell.wire.ConnectProbe;
import dev.baton.shell.wire.ControlPath;
import dev.baton.shell.wire.Frame;
import dev.baton.shell.wire.FrameChannel;
import dev.baton.shell.wire.Opening;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ControlServerTest {
  @TempDir Path data;

  @BeforeEach
  void makePrivate() throws IOException {
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
  }

  /** Says the command back, or waits for an interrupt if the command is {@code wait}. */
  private static final class Echo implements Session {
    private final Opening opening;
    private final OutputStream out;
    private final CountDownLatch interrupted = new CountDownLatch(1);

    Echo(Opening opening, OutputStream out) {
      this.opening = opening;
      this.out = out;
    }

    @Override
    public int run() {
      try {
        out.write(String.join(" ", opening.command()).getBytes(StandardCharsets.UTF_8));
        if (opening.command().contains("wait")) {
          interrupted.await();
          return 130;
        }
        return 0;
      } catch (IOException | InterruptedException e) {
        return 70;
      }
    }

    @Override
    public void input(byte[] bytes) {}

    @Override
    public void hangUp() {}

    @Override
    public void resize(int columns, int rows) {}

    @Override
    public void interrupt() {
      interrupted.countDown();
    }
  }

  private ControlServer start(Path directory) throws IOException {
    return ControlServer.start(directory, (opening, out, error) -> new Echo(opening, out));
  }

  private static FrameChannel connect(Path socket) throws IOException {
    return new FrameChannel(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
  }

  private static Frame opening(String... words) throws IOException {
    return new Opening("/", "dumb", false, 0, 0, List.of(words)).frame();
  }

  private static String converse(Path socket, String... words) throws IOException {
    try (FrameChannel channel = connect(socket)) {
      channel.write(opening(words));
      return rest(channel);
    }
  }

  private static String rest(FrameChannel channel) throws IOException {
    StringBuilder said = new StringBuilder();
    for (Optional<Frame> next = channel.read(); next.isPresent(); next = channel.read()) {
      Frame frame = next.get();
      if (frame.kind() == Frame.Kind.EXIT) {
        return said.append(" [").append(frame.number(0, 1)).append(']').toString();
      }
      said.append(new String(frame.body(), StandardCharsets.UTF_8));
    }
    return said.append(" [gone]").toString();
  }

  @Test
  void aCommandIsAnsweredWithOutputAndStatus() throws IOException {
    try (ControlServer server = start(data)) {
      assertEquals("deploy a.jar [0]", converse(server.path(), "deploy", "a.jar"));
    }
  }

  @Test
  void anInterruptReachesTheSession() throws IOException {
    try (ControlServer server = start(data);
        FrameChannel channel = connect(server.path())) {
      channel.write(opening("wait"));
      channel.write(Frame.of(Frame.Kind.INTERRUPT));
      assertEquals("wait [130]", rest(channel));
    }
  }

  @Test
  void aClientThatBreaksTheProtocolIsToldAndLetGo() throws IOException {
    try (ControlServer server = start(data);
        FrameChannel channel = connect(server.path())) {
      channel.write(Frame.of(Frame.Kind.INTERRUPT));
      assertEquals(
          "baton: a conversation begins with OPEN, not with INTERRUPT\n [70]", rest(channel));
      assertEquals("again [0]", converse(server.path(), "again"));
    }
  }

  @Test
  void socketAndDirectoryAreTheOwnersAlone() throws IOException {
    try (ControlServer server = start(data)) {
      assertEquals("rw-------", permissions(server.path()));
      assertEquals("rwx------", permissions(server.path().getParent()));
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void aDirectoryOpenToOthersIsRefused() throws IOException {
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-x---"));
    FileSystemException refused = assertThrows(FileSystemException.class, () -> start(data));
    assertTrue(refused.getMessage().contains("chmod 700"), refused.getMessage());
    assertFalse(Files.exists(ControlPath.socket(data)));
  }

  @Test
  void anotherUserCannotConnect() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root can be somebody else");
    try (ControlServer server = start(data)) {
      // Even if the directory were open, the socket is not.
      for (String directory : List.of("rwx------", "rwxr-xr-x")) {
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString(directory));
        assertEquals("refused: Permission denied", probeAsNobody(server.path()));
      }
    }
  }

  private static String probeAsNobody(Path socket) throws Exception {
    Path classes =
        Path.of(ConnectProbe.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Process probe =
        new ProcessBuilder(
                "setpriv",
                "--reuid=65534",
                "--regid=65534",
                "--clear-groups",
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                classes.toString(),
                ConnectProbe.class.getName(),
                socket.toString())
            .redirectErrorStream(true)
            .start();
    try (InputStream out = probe.getInputStream()) {
      String said = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
      assertTrue(probe.waitFor(20, TimeUnit.SECONDS), "the probe does not end");
      return said;
    } finally {
      probe.destroyForcibly();
    }
  }

  @Test
  void theSocketOfADeadNodeIsReplaced() throws IOException {
    Path socket = ControlPath.socket(data);
    try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(socket));
    }
    assertTrue(Files.exists(socket));
    try (ControlServer server = start(data)) {
      assertEquals("hello [0]", converse(server.path(), "hello"));
    }
    assertFalse(Files.exists(socket), "a node that stops removes its socket");
  }

  @Test
  void theSocketOfALivingNodeIsLeftAlone() throws IOException {
    try (ControlServer server = start(data)) {
      IllegalStateException refused = assertThrows(IllegalStateException.class, () -> start(data));
      assertTrue(refused.getMessage().contains("already answers"), refused.getMessage());
      assertEquals("still [0]", converse(server.path(), "still"));
    }
  }

  @Test
  void aLongDirectoryHasItsSocketElsewhereAndSaysWhere() throws IOException {
    Path deep = data.resolve("d".repeat(100));
    Files.createDirectory(
        deep, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path elsewhere;
    try (ControlServer server = start(deep)) {
      elsewhere = server.path();
      assertEquals("rwx------", permissions(elsewhere.getParent()));
      assertEquals(Optional.of(elsewhere), ControlPath.locate(deep));
      assertEquals("far [0]", converse(elsewhere, "far"));
    }
    assertFalse(Files.exists(elsewhere.getParent()));
    assertEquals(Optional.empty(), ControlPath.locate(deep));
  }

  @Test
  void moreClientsThanAllowedAreTurnedAway() throws IOException {
    List<FrameChannel> clients = new java.util.ArrayList<>();
    try (ControlServer server = start(data)) {
      for (int i = 0; i < 64; i++) {
        FrameChannel client = connect(server.path());
        clients.add(client);
        client.write(opening("wait"));
        assertEquals(Frame.Kind.OUT, client.read().orElseThrow().kind());
      }
      try (FrameChannel oneMore = connect(server.path())) {
        assertEquals("baton: 64 clients are connected already\n [1]", rest(oneMore));
      }
    } finally {
      for (FrameChannel client : clients) {
        client.close();
      }
    }
  }
}
