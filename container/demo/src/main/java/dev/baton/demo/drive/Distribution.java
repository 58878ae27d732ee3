package dev.baton.demo.drive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An unpacked distribution.
 *
 * @param home its directory
 */
public record Distribution(Path home) {

  /**
   * The distribution that {@code bin/baton} started this process from: the system property {@code
   * baton.home}.
   *
   * @throws IOException if there is none
   */
  public static Distribution current() throws IOException {
    String home = System.getProperty("baton.home");
    if (home == null || !Files.isRegularFile(Path.of(home, "bin", "baton"))) {
      throw new IOException("No bin/baton in baton.home, which is " + home);
    }
    return new Distribution(Path.of(home).toAbsolutePath().normalize());
  }

  String command() {
    return home.resolve("bin").resolve("baton").toString();
  }

  /** An example bundle, such as {@code counter-1.0.0}. */
  public Path example(String name) {
    return home.resolve("examples").resolve(name + ".jar");
  }
}
