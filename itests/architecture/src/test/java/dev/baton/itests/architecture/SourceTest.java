package dev.baton.itests.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SourceTest {

  private static final int LONGEST_CLASS = 400;

  private static List<Path> sources;

  @BeforeAll
  static void findTheSources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("../.."))) {
      sources =
          files
              .filter(file -> file.toString().contains("/src/main/java/"))
              .filter(file -> file.toString().endsWith(".java"))
              .toList();
    }
    assertFalse(sources.isEmpty());
  }

  @Test
  void everyPackageExplainsItself() {
    assertNone(source -> !Files.exists(source.resolveSibling("package-info.java")));
  }

  @Test
  void noClassIsLongerThanOneCanRead() {
    assertNone(source -> lines(source).size() > LONGEST_CLASS);
  }

  @Test
  void namesSayWhatAClassIs() {
    assertNone(
        source ->
            source.getFileName().toString().matches(".*(Manager|Helper|Utils?|Impl2?)\\.java"));
  }

  @Test
  void nothingIsLeftForLater() {
    assertNone(
        source -> lines(source).stream().anyMatch(line -> line.matches(".*(TODO|FIXME|XXX).*")));
  }

  private static void assertNone(Predicate<Path> offends) {
    assertEquals(List.of(), sources.stream().filter(offends).toList());
  }

  private static List<String> lines(Path source) {
    try {
      return Files.readAllLines(source);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
