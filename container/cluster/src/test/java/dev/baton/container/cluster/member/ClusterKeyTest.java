package dev.baton.container.cluster.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterKeyTest {
  @TempDir private Path folder;

  @Test
  void nodesThatStartAtOnceMakeOneKeyThatTheirUserAloneCanRead() throws IOException {
    Path file = folder.resolve("conf").resolve("cluster.key");
    Set<String> names = ConcurrentHashMap.newKeySet();
    IntStream.range(0, 8).parallel().forEach(each -> names.add(name(file)));
    assertEquals(1, names.size());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertEquals(List.of(file), files.toList());
    }
  }

  private static String name(Path file) {
    try {
      return ClusterKey.readOrMake(file).clusterName();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theNameTellsNothingOfTheKeyAndDiffersWithIt() throws IOException {
    Path one = Files.writeString(folder.resolve("one"), "0123456789abcdef\n");
    Path same = Files.writeString(folder.resolve("same"), " 0123456789abcdef");
    Path other = Files.writeString(folder.resolve("other"), "0123456789abcdeF\n");
    assertEquals(name(one), name(same));
    assertNotEquals(name(one), name(other));
    assertFalse(name(one).contains("0123456789abcdef"));
    assertTrue(name(one).matches("baton-[0-9a-f]{32}"));
  }

  @Test
  void aKeyThatKeepsNobodyOutIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("short"), "secret\n");
    IOException refused = assertThrows(IOException.class, () -> ClusterKey.read(file));
    assertTrue(refused.getMessage().contains("shorter than 16"), refused.getMessage());
  }
}
