package dev.baton.itests.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.itests.Distribution;
import dev.baton.itests.NodeProcess;
import dev.baton.itests.Output;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartIT {

  private static final int TERMINATED = 143;

  @TempDir private static Path shared;
  private static Distribution distribution;

  @TempDir private Path directory;

  @BeforeAll
  static void unpack() throws Exception {
    distribution = Distribution.unpack(shared.resolve("baton"));
  }

  @Test
  void aNodeSaysOnceThatItIsReadyServesAndStopsCleanly() throws Exception {
    Path data = directory.resolve("data");
    try (NodeProcess node = NodeProcess.start(distribution, data)) {
      assertEquals(1, node.out().lines().count(), node.out());
      assertTrue(node.out().endsWith("data " + data + System.lineSeparator()), node.out());
      assertEquals(200, get(node.http().resolve("/health")));

      assertEquals(TERMINATED, node.stop());

      assertEquals("", node.err());
      assertThrowsConnect(node.http());
    }
  }

  @Test
  void aSecondNodeOnTheSameDataIsRefusedAndTheFirstGoesOn() throws Exception {
    Path data = directory.resolve("data");
    try (NodeProcess node = NodeProcess.start(distribution, data)) {
      Output second =
          distribution.baton("start", "--data", data.toString(), "--http", "127.0.0.1:0");

      assertEquals(1, second.status());
      assertTrue(second.err().contains("process " + node.process().pid()), second.err());
      assertEquals(200, get(node.http().resolve("/health")));
    }
  }

  @Test
  void aNodeThatWasKilledStartsAgainOnItsData() throws Exception {
    Path data = directory.resolve("data");
    try (NodeProcess node = NodeProcess.start(distribution, data)) {
      node.kill();
    }
    try (NodeProcess again = NodeProcess.start(distribution, data)) {
      assertEquals(200, get(again.http().resolve("/health")));
    }
  }

  @Test
  void aPortInUseIsNamed() throws Exception {
    try (NodeProcess node = NodeProcess.start(distribution, directory.resolve("data"))) {
      String address = node.http().getAuthority();

      Output second =
          distribution.baton(
              "start", "--data", directory.resolve("other").toString(), "--http", address);

      assertEquals(1, second.status());
      assertTrue(second.err().contains("Cannot serve HTTP on " + address), second.err());
    }
  }

  @Test
  void aClusterPortInUseIsNamedInOneLine() throws Exception {
    try (NodeProcess node = NodeProcess.start(distribution, directory.resolve("data"))) {
      String address = node.http().getAuthority();

      Output second =
          distribution.baton(
              "start",
              "--data",
              directory.resolve("other").toString(),
              "--http",
              "127.0.0.1:0",
              "--cluster",
              address);

      assertEquals(1, second.status());
      assertTrue(
          second.err().startsWith("baton: Cannot listen to other nodes on " + address),
          second.err());
      assertEquals(1, second.err().lines().count(), second.err());
    }
  }

  @Test
  void whatStartDoesNotUnderstandIsNamed() throws Exception {
    Output output = distribution.baton("start", "--prot", "80");

    assertEquals(2, output.status());
    assertEquals("", output.out());
    assertTrue(output.err().contains("'--prot'"), output.err());
  }

  @Test
  void withoutJavaTheScriptSaysWhatItNeeds() throws Exception {
    Output missing = onJava(Files.createDirectory(directory.resolve("nothing")));
    Output old = onJava(java("1.8.0_402"));

    assertEquals(1, missing.status());
    assertTrue(missing.err().contains("Baton needs Java 17 or newer"), missing.err());
    assertEquals(1, old.status());
    assertTrue(old.err().contains("is Java 1.8.0_402"), old.err());
  }

  private static Output onJava(Path javaHome) throws IOException, InterruptedException {
    return distribution.baton(Map.of("JAVA_HOME", javaHome.toString()), "start");
  }

  private Path java(String version) throws IOException {
    Path home = directory.resolve("java-" + version);
    Path executable = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(executable, "#!/bin/sh\nexit 0\n");
    assertTrue(executable.toFile().setExecutable(true));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return home;
  }

  private static int get(URI uri) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private static void assertThrowsConnect(URI http) {
    Assertions.assertThrows(
        ConnectException.class, () -> new Socket(http.getHost(), http.getPort()).close());
  }
}
