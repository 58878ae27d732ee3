package dev.baton.itests.upgrade;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** Makes all versions that the stories deploy, each in a file of its component's name. */
final class VersionsMade {
  private static final String[] NEWER = {
    "GoodLedger",
    "OneWayLedger",
    "NoStepLedger",
    "ThrowingLedger",
    "HangingLedger",
    "PoisonedLedger",
    "ForgetfulLedger",
    "UnencodableLedger",
    "RefusesToTakeOver",
    "HangsTakingOver",
    "RefusesToHandOver",
    "UnsatisfiedLedger",
    "OtherService",
    "HangsHandingOver"
  };

  private VersionsMade() {}

  static void make(TestBundles bundles, Path directory) throws Exception {
    keep(bundles.ledger("1.0.0", "LongLedger"), directory, "LongLedger");
    for (int i = 0; i < NEWER.length; i++) {
      keep(bundles.ledger("2.0." + i, NEWER[i]), directory, NEWER[i]);
    }
    variant(bundles, directory, "NewerLedger", "3.0.0", Map.of());
    keep(
        bundles.ledger("2.0.0", "RefusesToTakeOver", Map.of("Bundle-Name", "Another 2.0.0")),
        directory,
        "AnotherSecond");
    variant(bundles, directory, "Importing", "4.0.0", Map.of("Import-Package", "com.nobody.has,*"));
    variant(
        bundles,
        directory,
        "Resharded",
        "4.0.1",
        Map.of("Provide-Capability", "dev.baton.service;shards:Long=16"));
    variant(
        bundles,
        directory,
        "Singleton",
        "4.0.2",
        Map.of("Bundle-SymbolicName", "ledger;singleton:=true"));
    variant(bundles, directory, "Fragment", "4.0.3", Map.of("Fragment-Host", "ledger-api"));
    variant(
        bundles,
        directory,
        "Exporting",
        "4.0.4",
        Map.of("Export-Package", "dev.baton.itests.upgrade.api;version=1.0.0"));
    variant(
        bundles, directory, "Nameless", "4.0.5", Map.of("-removeheaders", "Bundle-SymbolicName"));
    Path good = directory.resolve("GoodLedger.jar");
    byte[] whole = Files.readAllBytes(good);
    Files.write(directory.resolve("Truncated.jar"), Arrays.copyOf(whole, whole.length / 2));
    Files.writeString(directory.resolve("Text.jar"), "not a jar");
  }

  private static void variant(
      TestBundles bundles, Path directory, String name, String version, Map<String, String> headers)
      throws Exception {
    keep(bundles.ledger(version, "GoodLedger", headers), directory, name);
  }

  private static void keep(Path made, Path directory, String name) throws Exception {
    Files.move(made, directory.resolve(name + ".jar"));
  }
}
