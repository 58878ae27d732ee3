package dev.baton.itests.crash;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Makes versions of the counter from which there is no way back. */
final class OneWay {
  private static final String PACKAGE = "dev/baton/itests/crash/oneway/";
  private static final List<String> CLASSES =
      List.of(PACKAGE + "OneWayCounter.class", PACKAGE + "OneWayCounter$Tally.class");
  private static final String COMPONENT = "OSGI-INF/";

  private OneWay() {}

  /** A bundle like an example, of another version and with another component. */
  static Path make(Path example, Path directory, String version) throws IOException {
    Path made = Files.createDirectories(directory).resolve("counter-" + version + ".jar");
    try (JarFile like = new JarFile(example.toFile())) {
      Manifest manifest = like.getManifest();
      manifest.getMainAttributes().putValue("Bundle-Version", version);
      try (OutputStream out = Files.newOutputStream(made);
          JarOutputStream jar = new JarOutputStream(out, manifest)) {
        for (JarEntry entry : like.stream().toList()) {
          if (entry.getName().startsWith(COMPONENT) && !entry.isDirectory()) {
            put(jar, entry.getName(), component(like, entry));
          }
        }
        for (String each : CLASSES) {
          put(jar, each, bytes(each));
        }
      }
    }
    return made;
  }

  private static byte[] component(JarFile like, JarEntry entry) throws IOException {
    try (InputStream in = like.getInputStream(entry)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replaceAll(
              "(<implementation class=\")[^\"]*", "$1dev.baton.itests.crash.oneway.OneWayCounter")
          .getBytes(StandardCharsets.UTF_8);
    }
  }

  private static byte[] bytes(String name) throws IOException {
    try (InputStream in = OneWay.class.getClassLoader().getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  private static void put(JarOutputStream jar, String name, byte[] content) throws IOException {
    jar.putNextEntry(new JarEntry(name));
    jar.write(content);
    jar.closeEntry();
  }
}
