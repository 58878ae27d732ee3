package dev.baton.container.upgrade.backup;

import dev.baton.state.archive.Readable;
import dev.baton.state.archive.ShardFile;
import dev.baton.state.protocol.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The entries of one shard's file that another has not, or with another value. Holds one shard in
 * memory.
 */
final class Differences {
  private final Map<Key, Difference> open = new HashMap<>();
  private long entries;

  private record Key(String table, ByteBuffer bytes) {
    static Key of(Entry entry) {
      return new Key(entry.table(), ByteBuffer.wrap(entry.key()));
    }
  }

  /** An entry, and the other one of its key, or null. */
  private record Difference(Entry here, Entry there) {}

  private Differences() {}

  /** What {@code here} has and {@code there} has not. */
  static Differences between(Path here, Path there) throws IOException {
    Differences differences = new Differences();
    read(
        here,
        entry -> {
          differences.entries++;
          differences.open.put(Key.of(entry), new Difference(entry, null));
        });
    read(there, differences::compare);
    return differences;
  }

  private static void read(Path file, Consumer<Entry> each) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      ShardFile.open(in).forEach(each);
    }
  }

  private void compare(Entry there) {
    Key key = Key.of(there);
    Difference found = open.get(key);
    if (found != null) {
      Entry here = found.here();
      boolean same = here.schema() == there.schema() && Arrays.equals(here.value(), there.value());
      if (same) {
        open.remove(key);
      } else {
        open.put(key, new Difference(here, there));
      }
    }
  }

  /** How many entries the first file has. */
  long entries() {
    return entries;
  }

  /** How many of them differ. */
  long count() {
    return open.size();
  }

  /** Writes them for people to read: a line for each, by table and key. */
  void write(Writer out) throws IOException {
    out.write("table\tkey\there\tin the cluster\n");
    List<Difference> sorted =
        open.values().stream()
            .sorted(
                Comparator.comparing((Difference each) -> each.here().table())
                    .thenComparing(each -> Readable.key(each.here().key())))
            .toList();
    for (Difference each : sorted) {
      out.write(each.here().table() + "\t" + Readable.key(each.here().key()));
      out.write("\t" + text(each.here()) + "\t" + text(each.there()) + "\n");
    }
  }

  private static String text(Entry entry) {
    return entry == null
        ? "none"
        : Readable.value(entry.value()) + " (schema " + entry.schema() + ")";
  }
}
