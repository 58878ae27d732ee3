package dev.baton.launcher;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * An unpacked distribution: {@code bin/ conf/ lib/ system/}.
 *
 * @param directory the distribution's own directory
 * @param settings what {@code conf/baton.properties} says
 */
public record Home(Path directory, Map<String, String> settings) {

  private static final String DATA = "baton.data";

  public Home {
    settings = Collections.unmodifiableMap(new TreeMap<>(settings));
  }

  /**
   * The distribution that this process was started from: the system property {@code baton.home},
   * which {@code bin/baton} sets.
   *
   * @throws IOException if {@code conf/baton.properties} cannot be read
   */
  public static Home current() throws IOException {
    Path directory = Path.of(System.getProperty("baton.home", "")).toAbsolutePath().normalize();
    Path file = directory.resolve("conf").resolve("baton.properties");
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (NoSuchFileException e) {
      throw new IOException("No " + file + "; start Baton through bin/baton", e);
    }
    Map<String, String> settings = new TreeMap<>();
    properties.forEach((key, value) -> settings.put(key.toString(), value.toString().strip()));
    return new Home(directory, settings);
  }

  /**
   * The data directory of the node that a command means.
   *
   * @param option what {@code --data} says, or null: then the environment variable {@code
   *     BATON_DATA}, then {@code baton.data} of the configuration, then {@code data} in the
   *     distribution
   */
  public Path data(String option) {
    return data(option, System.getenv("BATON_DATA"));
  }

  Path data(String option, String environment) {
    String chosen = option != null ? option : environment;
    if (chosen != null && !chosen.isEmpty()) {
      return Path.of(chosen).toAbsolutePath().normalize();
    }
    return directory.resolve(settings.getOrDefault(DATA, "data")).normalize();
  }

  Path system() {
    return directory.resolve("system");
  }

  Path logging() {
    return directory.resolve("conf").resolve("logback.xml");
  }
}
