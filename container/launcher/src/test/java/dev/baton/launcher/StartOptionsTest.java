package dev.baton.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StartOptionsTest {

  private static final Home HOME = new Home(Path.of("/opt/baton"), Map.of());

  private static StartOptions parse(String line) throws RefusedStart {
    return StartOptions.parse(List.of(line.split(" ")), HOME);
  }

  @Test
  void withoutOptionsANodeServesOnLoopback() throws RefusedStart {
    StartOptions options = StartOptions.parse(List.of(), HOME);

    assertEquals(new HttpAddress("127.0.0.1", 8080), options.http());
    assertEquals("node-1", options.name());
    assertEquals(Optional.empty(), options.cluster());
    assertEquals(List.of(), options.join());
  }

  @Test
  void theConfigurationSaysWhatOptionsLeaveOut() throws RefusedStart {
    Home home =
        new Home(
            Path.of("/opt/baton"),
            Map.of(
                "baton.http", "localhost:9",
                "baton.name", "x",
                "baton.data", "/var/baton",
                "baton.cluster", "10.0.0.1:5701",
                "baton.join", "a:1, [::1]:2"));

    StartOptions options = StartOptions.parse(List.of("--name", "y"), home);

    assertEquals(
        new StartOptions(
            Path.of("/var/baton"),
            new HttpAddress("localhost", 9),
            "y",
            Optional.of(new HostPort("10.0.0.1", 5701)),
            List.of(new HostPort("a", 1), new HostPort("::1", 2)),
            false),
        options);
    assertTrue(StartOptions.parse(List.of("--force-restore"), home).forceRestore());
  }

  @Test
  void optionsTakeTheirValueEitherWay() throws RefusedStart {
    assertEquals(
        parse("--name a --http [::1]:0 --data /d"), parse("--name=a --http=[::1]:0 --data=/d"));
  }

  @ParameterizedTest
  @CsvSource({
    "--port 1,Unknown argument '--port'",
    "8080,Unknown argument '8080'",
    "--http,--http needs a value",
    "--name=,--name needs a value",
    "--name a --name b,--name is given twice",
    "--cluster 5701,'5701' is not HOST:PORT",
    "'--join a:1,b','b' is not HOST:PORT",
    "--name a/b,'a/b' cannot name a node"
  })
  void whatIsNotUnderstoodIsNamed(String line, String expected) {
    RefusedStart refused = assertThrows(RefusedStart.class, () -> parse(line));

    assertTrue(refused.getMessage().contains(expected), refused.getMessage());
    assertEquals(RefusedStart.USAGE, refused.status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"8080", "localhost", ":8080", "h:65536", "h:-1", "h:", "::1:80", "[]:80"})
  void whatIsNoAddressIsNamed(String address) {
    RefusedStart refused = assertThrows(RefusedStart.class, () -> HttpAddress.parse(address));

    assertTrue(refused.getMessage().contains("'" + address + "' is not HOST:PORT"));
  }

  @Test
  void theDataDirectoryComesFromTheNearestThatNamesOne() {
    Home configured = new Home(Path.of("/opt/baton"), Map.of("baton.data", "kept"));

    assertEquals(Path.of("/a"), configured.data("/a", "/b"));
    assertEquals(Path.of("/b"), configured.data(null, "/b"));
    assertEquals(Path.of("/opt/baton/kept"), configured.data(null, ""));
    assertEquals(Path.of("/opt/baton/data"), HOME.data(null, null));
  }
}
