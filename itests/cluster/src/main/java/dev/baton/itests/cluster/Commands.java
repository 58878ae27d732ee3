package dev.baton.itests.cluster;

import dev.baton.itests.Output;
import java.io.IOException;

/** The system's own commands. */
final class Commands {
  private Commands() {}

  /**
   * Runs one to its end.
   *
   * @throws IOException if it fails
   */
  static void run(String... words) throws IOException, InterruptedException {
    Output output = Output.of(builder(words));
    if (output.status() != 0) {
      throw new IOException(String.join(" ", words) + ": " + output);
    }
  }

  /** One that is not yet started; {@code ip} is not on everybody's path. */
  static ProcessBuilder builder(String... words) {
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().merge("PATH", ":/usr/sbin:/sbin", String::concat);
    return builder;
  }
}
