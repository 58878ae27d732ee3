package dev.baton.container.upgrade.backup;

import dev.baton.container.RefusedException;
import dev.baton.container.upgrade.act.RunningAct;
import dev.baton.container.upgrade.artifact.BundleFile;
import dev.baton.container.upgrade.record.ServiceRecord.Kept;
import dev.baton.state.archive.ShardFile;
import dev.baton.state.archive.Totals;
import dev.baton.state.protocol.Entry;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.ShardId;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A finished backup, all of which was found to be what was written. */
public final class KeptBackup {
  private final Path directory;
  private final Manifest manifest;

  private KeptBackup(Path directory, Manifest manifest) {
    this.directory = directory;
    this.manifest = manifest;
  }

  /**
   * Looks at everything in the backup: digests, formats, every entry, every artifact.
   *
   * @throws RefusedException if anything is missing, damaged or of an unknown format; says what
   */
  public static KeptBackup verified(Path directory, RunningAct act) {
    if (!Files.isRegularFile(directory.resolve(Layout.SUMS))) {
      throw new RefusedException(
          directory + " is no backup, or not a whole one: it has no " + Layout.SUMS);
    }
    Map<String, String> sums = sums(directory);
    Manifest manifest = manifest(directory, sums);
    KeptBackup backup = new KeptBackup(directory, manifest);
    for (Manifest.Service service : manifest.services()) {
      backup.verify(service, sums, act);
    }
    manifest
        .libraries()
        .forEach(each -> backup.verify(sums, each.name(), new Kept(each.version(), each.sha256())));
    return backup;
  }

  private static Map<String, String> sums(Path directory) {
    try {
      Map<String, String> sums = new TreeMap<>();
      for (String line : Files.readAllLines(directory.resolve(Layout.SUMS))) {
        if (!line.matches("[0-9a-f]{64}  .+")) {
          throw damaged(directory, Layout.SUMS, "a line of it is no digest and name: " + line);
        }
        sums.put(line.substring(66), line.substring(0, 64));
      }
      return sums;
    } catch (IOException failed) {
      throw damaged(directory, Layout.SUMS, failed.toString());
    }
  }

  private static Manifest manifest(Path directory, Map<String, String> sums) {
    try {
      byte[] bytes = Files.readAllBytes(directory.resolve(Layout.MANIFEST));
      MessageDigest digest = Layout.sha256();
      digest.update(bytes);
      requireListed(directory, sums, Layout.MANIFEST, Layout.hex(digest));
      return Manifest.read(bytes);
    } catch (IOException failed) {
      throw damaged(directory, Layout.MANIFEST, failed.getMessage());
    }
  }

  private static RefusedException damaged(Path directory, String name, String why) {
    return new RefusedException(
        "The backup "
            + directory
            + " cannot be used, and nothing was changed: "
            + name
            + ": "
            + why);
  }

  private static void requireListed(
      Path directory, Map<String, String> sums, String name, String found) {
    String listed = sums.get(name);
    if (listed == null) {
      throw damaged(directory, name, "it is not listed in " + Layout.SUMS);
    }
    if (!listed.equals(found)) {
      throw damaged(directory, name, "it is damaged: its SHA-256 is not the one that was written");
    }
  }

  private void verify(Manifest.Service service, Map<String, String> sums, RunningAct act) {
    service.artifacts().forEach(kept -> verify(sums, service.name(), kept));
    if (service.artifact(service.version()) == null) {
      throw damaged(
          directory,
          Layout.MANIFEST,
          "there is no artifact of " + service.name() + " " + service.version());
    }
    long done = 0;
    for (Manifest.Shard shard : service.shards()) {
      act.checkAbort();
      act.count(done, service.shards().size(), "shards");
      if (shard.number() != done++) {
        throw damaged(directory, Layout.MANIFEST, "shards of " + service.name() + " are missing");
      }
      verify(new ShardId(service.name(), shard.number()), shard, sums);
    }
  }

  private void verify(ShardId id, Manifest.Shard shard, Map<String, String> sums) {
    String name = Layout.shard(id);
    MessageDigest digest = Layout.sha256();
    try (InputStream in =
        new BufferedInputStream(
            new DigestInputStream(Files.newInputStream(directory.resolve(name)), digest))) {
      ShardFile file = ShardFile.open(in);
      Totals totals = file.forEach(entry -> {});
      if (!file.shard().equals(id)
          || file.header().epoch() != shard.epoch()
          || file.header().sequence() != shard.sequence()
          || !totals.equals(new Totals(shard.entries(), shard.bytes()))) {
        throw damaged(directory, name, "it is not the shard that the manifest says");
      }
    } catch (IOException failed) {
      throw damaged(directory, name, failed.getMessage());
    }
    String found = Layout.hex(digest);
    requireListed(directory, sums, name, found);
    if (!found.equals(shard.sha256())) {
      throw damaged(directory, name, "its SHA-256 is not that of the manifest");
    }
  }

  private void verify(Map<String, String> sums, String bundle, Kept kept) {
    String name = Layout.artifact(kept.sha256());
    try {
      String found = Layout.sha256(directory.resolve(name));
      requireListed(directory, sums, name, found);
      if (!found.equals(kept.sha256())) {
        throw damaged(directory, name, "its SHA-256 is not that of its name");
      }
    } catch (IOException failed) {
      throw damaged(directory, name, failed.toString());
    }
    BundleFile file = artifact(kept);
    if (!file.name().equals(bundle) || !file.version().toString().equals(kept.version())) {
      throw damaged(directory, name, "it is " + file + ", not " + bundle + " " + kept.version());
    }
  }

  /** What it holds. */
  public Manifest manifest() {
    return manifest;
  }

  /** The file of an artifact. */
  public BundleFile artifact(Kept kept) {
    return BundleFile.read(directory.resolve(Layout.artifact(kept.sha256())));
  }

  /**
   * How far a shard was.
   *
   * @throws RefusedException if its file cannot be read any more
   */
  public Header header(ShardId shard) {
    try (InputStream in = Files.newInputStream(directory.resolve(Layout.shard(shard)))) {
      return ShardFile.open(in).header();
    } catch (IOException failed) {
      throw damaged(directory, Layout.shard(shard), failed.getMessage());
    }
  }

  /**
   * Reads the entries of a shard.
   *
   * @throws UncheckedIOException if the file is not any more what it was when it was looked at
   */
  public void read(ShardId shard, Consumer<Entry> each) {
    try (InputStream in = Files.newInputStream(directory.resolve(Layout.shard(shard)))) {
      ShardFile.open(in).forEach(each);
    } catch (IOException failed) {
      throw new UncheckedIOException(
          new IOException(Layout.shard(shard) + ": " + failed.getMessage(), failed));
    }
  }

  /** The services of these names, or all if there is none. */
  public List<Manifest.Service> services(String only) {
    if (only == null) {
      return manifest.services();
    }
    List<Manifest.Service> found =
        manifest.services().stream().filter(each -> each.name().equals(only)).toList();
    if (found.isEmpty()) {
      throw new RefusedException(
          "No service '"
              + only
              + "' in "
              + directory
              + "; there are "
              + manifest.services().stream().map(Manifest.Service::name).toList());
    }
    return found;
  }
}
