package dev.baton.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** An unpacked distribution. */
public record Distribution(Path home) {

  /**
   * Unpacks what the build has made; the build names it in the system property {@code
   * baton.distribution}.
   *
   * @param directory made if need be
   */
  public static Distribution unpack(Path directory) throws IOException, InterruptedException {
    Path archive = archive();
    Files.createDirectories(directory);
    Output output =
        Output.of(
            new ProcessBuilder(
                "tar",
                "-xzf",
                archive.toString(),
                "-C",
                directory.toString(),
                "--strip-components",
                "1"));
    if (output.status() != 0) {
      throw new IOException("Cannot unpack " + archive + ": " + output.err());
    }
    return new Distribution(directory);
  }

  /**
   * Unpacks what the build has made, unless another JVM has done so since it was made.
   *
   * @param parent of the directory to unpack into; made if need be
   */
  public static Distribution unpackOnce(Path parent) throws IOException, InterruptedException {
    long made = Files.getLastModifiedTime(archive()).toMillis();
    Path home = parent.resolve("baton-" + made);
    if (!Files.exists(home)) {
      Path unfinished = parent.resolve("baton-" + made + "." + ProcessHandle.current().pid());
      unpack(unfinished);
      Files.move(unfinished, home);
    }
    return new Distribution(home);
  }

  private static Path archive() {
    return Path.of(System.getProperty("baton.distribution"));
  }

  /** An example bundle, such as {@code counter-1.0.0.jar}. */
  public Path example(String file) {
    return home.resolve("examples").resolve(file);
  }

  /** Runs {@code bin/baton} with the arguments, and waits for its end. */
  public Output baton(String... arguments) throws IOException, InterruptedException {
    return baton(Map.of(), arguments);
  }

  /** Runs {@code bin/baton} in an environment with these variables, and waits for its end. */
  public Output baton(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    ProcessBuilder builder = command(arguments);
    builder.environment().putAll(environment);
    return Output.of(builder);
  }

  /** {@code bin/baton} with the arguments, on the JDK of this process, not yet started. */
  public ProcessBuilder command(String... arguments) {
    ProcessBuilder builder = new ProcessBuilder(home.resolve("bin").resolve("baton").toString());
    builder.command().addAll(List.of(arguments));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().remove("BATON_DATA");
    builder.environment().remove("BATON_JAVA_OPTS");
    return builder;
  }
}
