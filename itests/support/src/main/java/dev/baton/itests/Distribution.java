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
    run("tar", "-xzf", archive.toString(), "-C", directory.toString(), "--strip-components", "1");
    return new Distribution(directory);
  }

  /**
   * Unpacks what the build has made, in place of what was unpacked before, unless another JVM has
   * done so since it was made.
   *
   * @param directory to unpack into
   */
  public static Distribution unpackOnce(Path directory) throws IOException, InterruptedException {
    Path mark = directory.resolve("unpacked");
    String made = Files.getLastModifiedTime(archive()).toString();
    if (!Files.exists(mark) || !Files.readString(mark).equals(made)) {
      run("rm", "-rf", directory.toString());
      unpack(directory);
      Files.writeString(mark, made);
    }
    return new Distribution(directory);
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Output output = Output.of(new ProcessBuilder(command));
    if (output.status() != 0) {
      throw new IOException(String.join(" ", command) + ": " + output.err());
    }
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
