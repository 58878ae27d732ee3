package dev.baton.launcher;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.BundleStartLevel;

/**
 * The bundles of the distribution, {@code system/LEVEL/*.jar}; the number is the start level. Those
 * of level 0 are libraries: installed, never started.
 *
 * @param byLevel the files of each level, in order
 */
record SystemBundles(SortedMap<Integer, List<Path>> byLevel) {

  static SystemBundles in(Path directory) throws RefusedStart {
    SortedMap<Integer, List<Path>> byLevel = new TreeMap<>();
    try (DirectoryStream<Path> levels = Files.newDirectoryStream(directory, "[0-9]*")) {
      for (Path level : levels) {
        byLevel.put(Integer.valueOf(level.getFileName().toString()), jars(level));
      }
    } catch (IOException | NumberFormatException e) {
      throw RefusedStart.failed("Cannot read the bundles in " + directory + ": " + e, e);
    }
    if (byLevel.isEmpty()) {
      throw RefusedStart.failed("There are no bundles in " + directory, null);
    }
    return new SystemBundles(byLevel);
  }

  private static List<Path> jars(Path level) throws IOException {
    List<Path> jars = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(level, "*.jar")) {
      files.forEach(jars::add);
    }
    Collections.sort(jars);
    return jars;
  }

  /** The level whose bundles let clients in, started when everything below serves. */
  int doorLevel() {
    return byLevel.lastKey();
  }

  /**
   * Installs all of them, and marks them to be started at their level.
   *
   * @return those that are to be started
   */
  List<Bundle> installInto(BundleContext framework) throws RefusedStart {
    List<Bundle> started = new ArrayList<>();
    for (var level : byLevel.entrySet()) {
      for (Path jar : level.getValue()) {
        Bundle bundle = install(framework, jar, level.getKey());
        if (level.getKey() > 0) {
          started.add(bundle);
        }
      }
    }
    return started;
  }

  private static Bundle install(BundleContext framework, Path jar, int level) throws RefusedStart {
    try {
      // By reference: the framework reads the file where it lies instead of copying it.
      Bundle bundle = framework.installBundle("reference:" + jar.toUri());
      if (level > 0) {
        bundle.adapt(BundleStartLevel.class).setStartLevel(level);
        bundle.start(Bundle.START_ACTIVATION_POLICY);
      }
      return bundle;
    } catch (BundleException e) {
      throw RefusedStart.failed("Cannot install " + jar + ": " + e.getMessage(), e);
    }
  }
}
