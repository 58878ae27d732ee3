package dev.baton.itests.upgrade;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.cleanCaches;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.frameworkStartLevel;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.systemPackages;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.CoreOptions.systemTimeout;

import dev.baton.itests.Distribution;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Constants;

/** The bundles of the distribution, as Pax Exam starts them: a node without its launcher. */
final class NodeInside {
  /** The system property that names the directory of the test bundles. */
  static final String BUNDLES = "baton.itests.bundles";

  private NodeInside() {}

  /** A fresh node of its own directory, on a free port of loopback. */
  static Option options(Path work, Path api) throws Exception {
    Path home = Distribution.unpack(work.resolve("home")).home();
    Path data = Files.createDirectories(work.resolve("data"));
    List<Option> options = new ArrayList<>();
    options.add(cleanCaches());
    options.add(systemTimeout(TimeUnit.MINUTES.toMillis(2)));
    options.add(systemProperty(BUNDLES).value(work.toString()));
    Properties fixed = new Properties();
    try (InputStream file =
        NodeInside.class.getResourceAsStream("/dev/baton/launcher/framework.properties")) {
      fixed.load(file);
    }
    Object packages = fixed.remove(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA);
    options.add(systemPackages(packages.toString().split(","))); // beside those of Pax Exam
    fixed.forEach((key, value) -> options.add(frameworkProperty(key.toString()).value(value)));
    options.add(frameworkProperty("baton.home").value(home.toString()));
    options.add(frameworkProperty("baton.data").value(data.toString()));
    options.add(frameworkProperty("baton.name").value("inside"));
    options.add(frameworkProperty("baton.http.host").value("127.0.0.1"));
    options.add(frameworkProperty("baton.http.port").value("0"));
    options.add(frameworkProperty("org.apache.felix.http.host").value("127.0.0.1"));
    options.add(frameworkProperty("org.osgi.service.http.port").value("0"));
    int level = 0;
    Path jars = home.resolve("system").resolve("0");
    while (Files.isDirectory(jars)) {
      addLevel(jars, level, options);
      jars = jars.resolveSibling(Integer.toString(++level));
    }
    options.add(frameworkStartLevel(level));
    options.add(bundle(api.toUri().toString()));
    options.add(junitBundles());
    return composite(options.toArray(Option[]::new));
  }

  private static void addLevel(Path directory, int level, List<Option> options) throws Exception {
    try (Stream<Path> jars = Files.list(directory)) {
      jars.sorted()
          .map(jar -> bundle(jar.toUri().toString()))
          .map(jar -> level == 0 ? jar.noStart() : jar.startLevel(level))
          .forEach(options::add);
    }
  }
}
