package dev.baton.container.upgrade.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.container.RefusedException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Version;

class BundleFileTest {
  @TempDir Path directory;

  @Test
  void aServiceBundleIsToldFromALibrary() throws IOException {
    BundleFile service =
        BundleFile.read(
            jar(
                Map.of(
                    "Bundle-SymbolicName", "counter;x=1",
                    "Bundle-Version", "1.2.3",
                    "Service-Component", "OSGI-INF/counter.xml")));
    assertEquals("counter", service.name());
    assertEquals(new Version(1, 2, 3), service.version());
    assertTrue(service.service());
    assertFalse(BundleFile.read(jar(Map.of("Bundle-SymbolicName", "api"))).service());
  }

  @Test
  void aMissingFileIsNamed() {
    refused(directory.resolve("none.jar"), "No file");
    refused(directory, "it is a directory");
  }

  @Test
  void textIsNoJar() throws IOException {
    refused(Files.writeString(directory.resolve("text.jar"), "not a jar"), "is no JAR");
  }

  @Test
  void aJarCutAnywhereIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(jar(Map.of("Bundle-SymbolicName", "counter")));
    for (int length = 0; length < whole.length; length += 97) {
      Path cut = Files.write(directory.resolve("cut.jar"), Arrays.copyOf(whole, length));
      refused(cut, "is no JAR, or is damaged or truncated");
    }
  }

  @Test
  void aDamagedEntryIsRefused() throws IOException {
    Path jar = jar(Map.of("Bundle-SymbolicName", "counter"));
    byte[] bytes = Files.readAllBytes(jar);
    bytes[bytes.length / 2] ^= 1;
    refused(Files.write(jar, bytes), "damaged");
  }

  @Test
  void whatCannotLiveTwiceIsRefusedWithItsRemedy() throws IOException {
    refused(jar(Map.of("Bundle-Version", "1.0.0")), "no Bundle-SymbolicName");
    refused(jar(Map.of("Bundle-SymbolicName", "f", "Fragment-Host", "host")), "fragment of host");
    refused(jar(Map.of("Bundle-SymbolicName", "s; singleton:=true")), "Remove 'singleton:=true'");
    refused(jar(Map.of("Bundle-SymbolicName", "n", "Bundle-NativeCode", "a.so")), "native code");
    refused(jar(Map.of("Bundle-SymbolicName", "v", "Bundle-Version", "one")), "such as 1.2.3");
  }

  private static void refused(Path file, String why) {
    String message = assertThrows(RefusedException.class, () -> BundleFile.read(file)).getMessage();
    assertTrue(message.contains(why), message);
  }

  private Path jar(Map<String, String> headers) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.forEach((k, v) -> manifest.getMainAttributes().putValue(k, v));
    Path file = Files.createTempFile(directory, "bundle", ".jar");
    byte[] content = new byte[2000];
    new Random(1).nextBytes(content);
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      jar.putNextEntry(new JarEntry("content.bin"));
      jar.write(content);
      jar.closeEntry();
    }
    return file;
  }
}
