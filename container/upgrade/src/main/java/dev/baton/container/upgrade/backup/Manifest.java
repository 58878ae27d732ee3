package dev.baton.container.upgrade.backup;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.baton.container.upgrade.record.LibraryRecord;
import dev.baton.container.upgrade.record.ServiceRecord.Kept;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * What a backup holds: {@code manifest.json}.
 *
 * @param format the format of all that is in the directory
 * @param baton the version of Baton that wrote it
 * @param date when it was begun, in UTC
 * @param node the node that wrote it
 * @param cluster the nodes of its cluster
 */
public record Manifest(
    int format,
    String baton,
    String date,
    String node,
    List<String> cluster,
    List<LibraryRecord> libraries,
    List<Service> services) {

  /** The format that is written, and the only one that is read. */
  public static final int FORMAT = 1;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /**
   * A service.
   *
   * @param version the version that served
   * @param previous the version to go back to by {@code rollback}, or null
   * @param readers versions whose schema may be in the shards
   * @param artifacts the versions whose artifacts are in the backup
   * @param shards by number from 0; none if it is stateless
   */
  public record Service(
      String name,
      String version,
      String previous,
      Set<String> readers,
      List<Kept> artifacts,
      List<Shard> shards) {

    /** The artifact of a version, or null. */
    public Kept artifact(String of) {
      return artifacts.stream().filter(kept -> kept.version().equals(of)).findFirst().orElse(null);
    }
  }

  /**
   * A shard.
   *
   * @param sequence the last batch that is in it
   * @param bytes of keys and values
   * @param sha256 of its file
   */
  public record Shard(
      int number, long epoch, long sequence, long entries, long bytes, String sha256) {}

  /** Only its format, which is read first. */
  private record Format(int format) {}

  byte[] bytes() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (IOException impossible) {
      throw new IllegalStateException("A manifest of plain values is always JSON", impossible);
    }
  }

  /**
   * Reads what {@link #bytes} wrote.
   *
   * @throws IOException if it is of another format, or no manifest
   */
  static Manifest read(byte[] bytes) throws IOException {
    int format =
        JSON.readerFor(Format.class)
            .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .<Format>readValue(bytes)
            .format();
    if (format != FORMAT) {
      throw new IOException(
          "it has format " + format + "; this version of Baton reads format " + FORMAT);
    }
    return JSON.readValue(bytes, Manifest.class);
  }
}
