package dev.baton.container.upgrade.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.container.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactsTest {
  @TempDir Path directory;

  @Test
  void aKeptFileIsThereWhenTheOriginalIsGone() throws IOException {
    Artifacts artifacts = new Artifacts(directory.resolve("artifacts"));
    Path file = Files.writeString(directory.resolve("a.jar"), "content");
    String digest = artifacts.keep(file);
    Files.delete(file);
    assertEquals("content", Files.readString(artifacts.verified(digest)));
  }

  @Test
  void theSameFileIsKeptOnce() throws IOException {
    Artifacts artifacts = new Artifacts(directory.resolve("artifacts"));
    Path file = Files.writeString(directory.resolve("a.jar"), "content");
    assertEquals(artifacts.keep(file), artifacts.keep(file));
    try (Stream<Path> kept = Files.list(directory.resolve("artifacts"))) {
      assertEquals(1, kept.count());
    }
  }

  @Test
  void aChangedFileIsNotHandedOut() throws IOException {
    Artifacts artifacts = new Artifacts(directory.resolve("artifacts"));
    String digest = artifacts.keep(Files.writeString(directory.resolve("a.jar"), "content"));
    Files.writeString(artifacts.verified(digest), "changed");
    RefusedException refused =
        assertThrows(RefusedException.class, () -> artifacts.verified(digest));
    assertTrue(refused.getMessage().contains("was changed"));
  }
}
