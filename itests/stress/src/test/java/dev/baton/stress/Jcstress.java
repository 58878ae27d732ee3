package dev.baton.stress;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Plays races in JVMs of their own. */
final class Jcstress {
  private static final Pattern NAME =
      Pattern.compile("(dev\\.baton\\.stress\\.\\w+\\.\\w+)_jcstress");
  private static final boolean DEEP = "deep".equals(System.getProperty("stress.mode"));
  private static final List<String> QUICK =
      List.of("-f", "1", "-fsm", "1", "-iters", "1", "-time", "100", "-sc", "false", "-af", "NONE");
  private static final List<String> LONGER = List.of("-m", "quick", "-time", "300");

  private Jcstress() {}

  /** Whether the build was asked to take its time, by the profile stress. */
  static boolean deep() {
    return DEEP;
  }

  /**
   * What became of the races.
   *
   * @param passed whether nothing forbidden was seen
   * @param output what jcstress printed
   */
  record Outcome(boolean passed, String output) {}

  /**
   * Plays races.
   *
   * @param longer in all modes of compilation, for minutes
   * @param of a pattern of their classes' names
   * @param work an empty directory
   * @param before class files that come before those of the same name
   */
  static Outcome play(boolean longer, String of, Path work, Path... before) throws Exception {
    String classes =
        Stream.concat(
                Stream.of(before).map(Path::toString),
                Stream.of(System.getProperty("java.class.path")))
            .collect(Collectors.joining(File.pathSeparator));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", classes, "org.openjdk.jcstress.Main", "-t", of));
    command.addAll(List.of("-c", "2", "-jvmArgs", "-Xmx256m", "-v"));
    command.addAll(longer ? LONGER : QUICK);
    Path output = work.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      int status = process.waitFor();
      return new Outcome(status == 0, Files.readString(output));
    } finally {
      process.destroy();
    }
  }

  /** The names of all races. */
  static List<String> races() throws IOException {
    try (InputStream list = Jcstress.class.getResourceAsStream("/META-INF/TestList")) {
      return NAME.matcher(new String(list.readAllBytes(), StandardCharsets.UTF_8))
          .results()
          .map(found -> found.group(1))
          .toList();
    }
  }
}
