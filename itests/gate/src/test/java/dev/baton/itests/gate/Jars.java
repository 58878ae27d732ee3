package dev.baton.itests.gate;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** A bundle made from a package of test classes. */
final class Jars {
  private final Map<String, byte[]> entries = new LinkedHashMap<>();
  private final Manifest manifest = new Manifest();

  Jars(String name, String version) {
    header("Manifest-Version", "1.0");
    header("Bundle-ManifestVersion", "2");
    header("Bundle-SymbolicName", name);
    header("Bundle-Version", version);
  }

  Jars header(String key, String value) {
    manifest.getMainAttributes().put(new Attributes.Name(key), value);
    return this;
  }

  Jars with(Class<?> inPackage) {
    String folder = inPackage.getPackageName().replace('.', '/');
    try (Stream<Path> files = Files.list(classes().resolve(folder))) {
      for (Path file : files.toList()) {
        entries.put(folder + "/" + file.getFileName(), Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return this;
  }

  /** Adds a component, told in the XML inside of its root element. */
  Jars component(String name, String attributes, List<String> xml) {
    String text =
        "<scr:component xmlns:scr='http://www.osgi.org/xmlns/scr/v1.3.0' name='"
            + name
            + "' "
            + attributes
            + ">"
            + String.join("\n", xml)
            + "</scr:component>";
    entries.put("OSGI-INF/c.xml", text.getBytes(StandardCharsets.UTF_8));
    return header("Service-Component", "OSGI-INF/c.xml");
  }

  InputStream toStream() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        jar.putNextEntry(new JarEntry(entry.getKey()));
        jar.write(entry.getValue());
        jar.closeEntry();
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return new ByteArrayInputStream(bytes.toByteArray());
  }

  private static Path classes() {
    return Path.of(Jars.class.getProtectionDomain().getCodeSource().getLocation().getPath());
  }
}
