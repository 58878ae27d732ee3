package dev.baton.container.cluster.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterSettingsTest {
  @TempDir private Path home;
  private final Map<String, String> properties = new HashMap<>();

  @BeforeEach
  void whatTheLauncherSays() {
    properties.put("baton.home", home.toString());
    properties.put("baton.data", home.resolve("data").toString());
    properties.put("baton.name", "a");
    properties.put("baton.http.host", "::1");
    properties.put("baton.http.port", "8080");
  }

  private ClusterSettings settings() {
    return ClusterSettings.of(properties::get);
  }

  private void refused(String words) {
    IllegalStateException refusal = assertThrows(IllegalStateException.class, this::settings);
    assertTrue(refusal.getMessage().contains(words), refusal.getMessage());
  }

  @Test
  void withoutAWordANodeIsAlone() {
    assertTrue(settings().isAlone());
    assertEquals("http://[::1]:8080", settings().http());
    assertEquals(home.resolve("conf").resolve("cluster.key"), settings().key());
  }

  @Test
  void aHazelcastFileIsTakenIfItIsThere() throws IOException {
    Path file = home.resolve("conf").resolve("hazelcast.yaml");
    Files.createDirectories(file.getParent());
    Files.createFile(file);
    assertEquals(Optional.of(file), settings().file());
    properties.put("baton.cluster.config", "conf/other.yaml");
    refused("conf/other.yaml, which cannot be read");
  }

  @Test
  void whereToListenAndWhomToLookFor() {
    properties.put("baton.cluster", "127.0.0.1:5701");
    properties.put("baton.join", "127.0.0.1:5701, [::1]:5702");
    properties.put("baton.cluster.key", "key");
    assertEquals(5701, settings().listen().get().getPort());
    assertEquals(List.of("127.0.0.1:5701", "[::1]:5702"), settings().join());
    assertEquals(home.resolve("key"), settings().key());
  }

  @Test
  void whatCannotWorkIsRefusedInWords() {
    properties.put("baton.cluster", "0.0.0.0:5701");
    refused("one address of this machine");
    properties.put("baton.cluster", "no such host:5701");
    refused("'no such host:5701' is not HOST:PORT of a known host");
    properties.remove("baton.cluster");
    properties.put("baton.join", "192.0.2.1:5701");
    refused("cannot reach a member that listens on 127.0.0.1 only");
    properties.remove("baton.name");
    refused("baton.name is missing");
  }
}
