package dev.baton.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.osgi.framework.Constants;

/** What the framework and the bundles are told at start, as framework properties. */
final class FrameworkProperties {

  private FrameworkProperties() {}

  /**
   * The settings of {@code conf/baton.properties}, and over them what a node cannot do without.
   *
   * @param http the address with its real port, or null for a witness
   * @param startLevel the level that the framework goes to by itself
   */
  static Map<String, String> of(Home home, StartOptions options, HttpAddress http, int startLevel)
      throws IOException {
    Map<String, String> properties = new HashMap<>(home.settings());
    fixed().forEach((key, value) -> properties.put(key.toString(), value.toString()));

    properties.put("baton.home", home.directory().toString());
    properties.put("baton.data", options.data().toString());
    properties.put("baton.name", options.name());
    options.cluster().ifPresent(cluster -> properties.put("baton.cluster", cluster.toString()));
    if (!options.join().isEmpty()) {
      properties.put(
          "baton.join",
          options.join().stream().map(HostPort::toString).collect(Collectors.joining(",")));
    }
    if (options.forceRestore()) {
      properties.put("baton.force.restore", "true");
    }
    if (http == null) {
      properties.put("baton.witness", "true");
    } else {
      properties.put("baton.http.host", http.host());
      properties.put("baton.http.port", Integer.toString(http.port()));
      properties.put("org.apache.felix.http.host", http.host());
      properties.put("org.osgi.service.http.port", Integer.toString(http.port()));
    }
    properties.put(Constants.FRAMEWORK_STORAGE, options.data().resolve("cache").toString());
    properties.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, Integer.toString(startLevel));
    return properties;
  }

  private static Properties fixed() throws IOException {
    Properties properties = new Properties();
    try (InputStream file = FrameworkProperties.class.getResourceAsStream("framework.properties")) {
      properties.load(file);
    }
    return properties;
  }
}
