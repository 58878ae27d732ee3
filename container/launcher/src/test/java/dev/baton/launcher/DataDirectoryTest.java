package dev.baton.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

  @TempDir private Path directory;

  @Test
  void aSecondNodeIsRefusedAndToldWhoHasIt() throws Exception {
    try (DataDirectory first = DataDirectory.open(directory, "first")) {
      RefusedStart refused =
          assertThrows(RefusedStart.class, () -> DataDirectory.open(directory, "second"));

      String holder = "node first, process " + ProcessHandle.current().pid();
      assertTrue(refused.getMessage().contains(holder), refused.getMessage());
      assertEquals(directory, first.path());
    }
  }

  @Test
  void aDirectoryThatWasGivenBackIsFree() throws Exception {
    DataDirectory.open(directory, "a node with a long name").close();
    DataDirectory.open(directory, "n").close();

    assertEquals(
        "node n, process " + ProcessHandle.current().pid(),
        Files.readString(directory.resolve("lock")));
  }

  @Test
  void newAndEmptyDirectoriesBecomeTheOwnersAlone() throws Exception {
    Path empty = Files.createDirectory(directory.resolve("empty"));
    Files.setPosixFilePermissions(empty, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (Path path : List.of(empty, directory.resolve("new"))) {
      DataDirectory.open(path, "n").close();
      assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
    }
  }

  @Test
  void aDirectoryWithContentThatIsOpenToOthersIsRefused() throws Exception {
    Files.createFile(directory.resolve("file"));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));

    RefusedStart refused =
        assertThrows(RefusedStart.class, () -> DataDirectory.open(directory, "n"));

    assertTrue(refused.getMessage().contains("chmod 700"), refused.getMessage());
  }

  @Test
  void whatIsNoDirectoryIsNamed() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));

    RefusedStart refused =
        assertThrows(RefusedStart.class, () -> DataDirectory.open(file.resolve("data"), "n"));

    assertTrue(refused.getMessage().contains(file.resolve("data").toString()));
    assertEquals(RefusedStart.FAILED, refused.status());
  }
}
