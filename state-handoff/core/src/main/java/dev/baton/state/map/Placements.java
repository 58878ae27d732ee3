package dev.baton.state.map;

import dev.baton.state.protocol.Copies;
import dev.baton.state.protocol.Placement;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * The placements of all shards of a service, as they are recorded: shard after shard.
 *
 * @param byShard by the shard's number
 */
public record Placements(List<Placement> byShard) {
  private static final byte FORMAT = 1;

  public Placements {
    byShard = List.copyOf(byShard);
  }

  /** Reads what {@link #bytes} wrote. */
  public static Placements read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      byte format = in.readByte();
      if (format != FORMAT) {
        throw new IllegalArgumentException(
            "Placements of format " + format + "; this version of Baton reads format " + FORMAT);
      }
      List<Placement> placements = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        placements.add(readPlacement(in));
      }
      return new Placements(placements);
    } catch (IOException e) {
      throw new UncheckedIOException("Placements are damaged", e);
    }
  }

  /** As bytes, to be recorded. */
  public byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      out.writeInt(byShard.size());
      for (Placement placement : byShard) {
        write(placement, out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The same with each placement changed. */
  public Placements each(UnaryOperator<Placement> change) {
    return new Placements(byShard.stream().map(change).toList());
  }

  private static void write(Placement placement, DataOutputStream out) throws IOException {
    out.writeInt(placement.line().size());
    for (Copies copies : placement.line()) {
      out.writeLong(copies.number());
      out.writeLong(copies.token());
      out.writeInt(copies.nodes().size());
      for (UUID node : copies.nodes()) {
        out.writeLong(node.getMostSignificantBits());
        out.writeLong(node.getLeastSignificantBits());
      }
    }
  }

  private static Placement readPlacement(DataInputStream in) throws IOException {
    List<Copies> line = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      line.add(new Copies(in.readLong(), in.readLong(), readNodes(in)));
    }
    return new Placement(line);
  }

  private static Set<UUID> readNodes(DataInputStream in) throws IOException {
    Set<UUID> nodes = new HashSet<>();
    for (int left = in.readInt(); left > 0; left--) {
      nodes.add(new UUID(in.readLong(), in.readLong()));
    }
    return nodes;
  }
}
