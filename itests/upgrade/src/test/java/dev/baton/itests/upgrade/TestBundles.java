package dev.baton.itests.upgrade;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Jar;
import java.io.File;
import java.nio.file.Path;
import java.util.Map;

/** Makes bundles out of this module's own classes. */
final class TestBundles {
  private static final String PACKAGE = "dev.baton.itests.upgrade";

  private final Path directory;

  TestBundles(Path directory) {
    this.directory = directory;
  }

  /** The API that outlives every version. */
  Path api() throws Exception {
    return build(
        "ledger-api",
        "1.0.0",
        Map.of("Export-Package", PACKAGE + ".api;version=1.0.0", "-dsannotations", "!*"));
  }

  /** A version of the ledger with one component. */
  Path ledger(String version, String component) throws Exception {
    return ledger(version, component, Map.of());
  }

  /** A version of the ledger with one component and some headers more. */
  Path ledger(String version, String component, Map<String, String> headers) throws Exception {
    Map<String, String> all = new java.util.TreeMap<>(headers);
    all.putIfAbsent("Private-Package", PACKAGE + ".bundles");
    all.put("-dsannotations", PACKAGE + ".bundles." + component);
    return build("ledger", version, all);
  }

  private Path build(String name, String version, Map<String, String> headers) throws Exception {
    try (Builder builder = new Builder()) {
      for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
        if (entry.endsWith("test-classes")
            || entry.contains("dev/baton")
            || entry.contains("osgi")
            || entry.contains("target")) {
          builder.addClasspath(new File(entry));
        }
      }
      builder.setProperty("Bundle-SymbolicName", name);
      builder.setProperty("Bundle-Version", version);
      builder.setProperty("-noextraheaders", "true");
      headers.forEach(builder::setProperty);
      try (Jar jar = builder.build()) {
        if (!builder.isOk()) {
          throw new IllegalStateException(name + " " + version + ": " + builder.getErrors());
        }
        Path file =
            directory.resolve(
                name + "-" + version + "-" + Integer.toHexString(headers.hashCode()) + ".jar");
        jar.write(file.toFile());
        return file;
      }
    }
  }
}
