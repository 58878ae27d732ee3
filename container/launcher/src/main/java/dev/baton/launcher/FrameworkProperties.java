package dev.baton.launcher;

import java.util.HashMap;
import java.util.Map;
import org.osgi.framework.Constants;

/** What the framework and the bundles are told at start, as framework properties. */
final class FrameworkProperties {

  private FrameworkProperties() {}

  /**
   * The settings of {@code conf/baton.properties}, and over them what a node cannot do without.
   *
   * @param http the address with its real port
   */
  static Map<String, String> of(Home home, StartOptions options, HttpAddress http, int startLevel) {
    Map<String, String> properties = new HashMap<>(home.settings());
    properties.put("baton.home", home.directory().toString());
    properties.put("baton.data", options.data().toString());
    properties.put("baton.name", options.name());
    properties.put("baton.http.host", http.host());
    properties.put("baton.http.port", Integer.toString(http.port()));

    properties.put("org.apache.felix.http.host", http.host());
    properties.put("org.osgi.service.http.port", Integer.toString(http.port()));
    properties.put("org.apache.felix.http.enable", "true");
    properties.put("org.apache.felix.https.enable", "false");

    // Two versions of a service bundle stand side by side during an upgrade.
    properties.put(Constants.FRAMEWORK_BSNVERSION, Constants.FRAMEWORK_BSNVERSION_MULTIPLE);
    properties.put(Constants.FRAMEWORK_STORAGE, options.data().resolve("cache").toString());
    properties.put(
        Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
    properties.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, Integer.toString(startLevel));
    return properties;
  }
}
