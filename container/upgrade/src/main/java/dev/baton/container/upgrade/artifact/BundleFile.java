package dev.baton.container.upgrade.artifact;

import dev.baton.container.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipException;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/**
 * What a bundle's file says of itself.
 *
 * @param path where it is
 * @param name its symbolic name, which is the service's name
 * @param version its Bundle-Version
 * @param service true for a service bundle, false for a library such as an API
 * @param manifest its main attributes
 */
public record BundleFile(
    Path path, String name, Version version, boolean service, Attributes manifest) {

  private static final int MAX_ENTRIES = 50_000;
  private static final long MAX_BYTES = 1L << 30;

  /**
   * Reads a file whole, so that a truncated one is found here.
   *
   * @throws RefusedException if it is no bundle that Baton can deploy; says why
   */
  public static BundleFile read(Path path) {
    if (!Files.isRegularFile(path)) {
      throw new RefusedException(
          "No file " + path + (Files.isDirectory(path) ? ": it is a directory" : ""));
    }
    try (JarFile jar = new JarFile(path.toFile(), true)) {
      Manifest manifest = jar.getManifest();
      if (manifest == null) {
        throw new RefusedException(path + " is no bundle: it has no META-INF/MANIFEST.MF");
      }
      readAll(path, jar);
      return of(path, manifest.getMainAttributes());
    } catch (IOException | SecurityException unreadable) {
      throw new RefusedException(
          path + " is no JAR, or is damaged or truncated: " + unreadable.getMessage(), unreadable);
    }
  }

  private static void readAll(Path path, JarFile jar) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long bytes = 0;
    int entries = 0;
    for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
      if (++entries > MAX_ENTRIES) {
        throw new RefusedException(path + " has more than " + MAX_ENTRIES + " entries");
      }
      JarEntry entry = all.nextElement();
      CRC32 sum = new CRC32();
      try (InputStream in = new CheckedInputStream(jar.getInputStream(entry), sum)) {
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          bytes += n;
          if (bytes > MAX_BYTES) {
            throw new RefusedException(path + " unpacks to more than " + MAX_BYTES + " bytes");
          }
        }
      }
      if (entry.getCrc() != -1 && entry.getCrc() != sum.getValue()) {
        throw new ZipException("the checksum of " + entry.getName() + " does not match");
      }
    }
  }

  private static BundleFile of(Path path, Attributes headers) {
    String symbolicName = headers.getValue(Constants.BUNDLE_SYMBOLICNAME);
    if (symbolicName == null || symbolicName.isBlank()) {
      throw new RefusedException(path + " is no bundle: its manifest has no Bundle-SymbolicName");
    }
    String[] parts = symbolicName.split(";");
    String name = parts[0].trim();
    if (headers.getValue(Constants.FRAGMENT_HOST) != null) {
      throw new RefusedException(
          name
              + " is a fragment of "
              + headers.getValue(Constants.FRAGMENT_HOST)
              + "; a fragment joins every version of its host at once. Pack it into its host");
    }
    if (headers.getValue(Constants.BUNDLE_NATIVECODE) != null) {
      throw new RefusedException(
          name + " has native code, which a JVM loads once only; put that into a library bundle");
    }
    for (int i = 1; i < parts.length; i++) {
      if (parts[i].replace(" ", "").equalsIgnoreCase("singleton:=true")) {
        throw new RefusedException(
            name
                + " is a singleton: two versions cannot live side by side. Remove 'singleton:=true'");
      }
    }
    return new BundleFile(path, name, version(name, headers), isService(headers), headers);
  }

  private static Version version(String name, Attributes headers) {
    String text = headers.getValue(Constants.BUNDLE_VERSION);
    try {
      return Version.parseVersion(text);
    } catch (IllegalArgumentException malformed) {
      throw new RefusedException(
          "Bundle-Version of " + name + " is '" + text + "'; expected such as 1.2.3", malformed);
    }
  }

  private static boolean isService(Attributes headers) {
    String provided = headers.getValue(Constants.PROVIDE_CAPABILITY);
    return headers.getValue("Service-Component") != null
        || headers.getValue(Constants.BUNDLE_ACTIVATOR) != null
        || headers.getValue("Bundle-Blueprint") != null
        || (provided != null && provided.contains("osgi.service;"));
  }

  @Override
  public String toString() {
    return name + " " + version;
  }
}
