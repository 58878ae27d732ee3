package dev.baton.container.cluster;

import dev.baton.state.majority.Roster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The entries of the {@link Ledger} that the cluster itself keeps, and the amendments of them: the
 * entry {@value #ROSTER}, {@value #MEMBER}{@code <node>} for each node that is in, and {@value
 * #NAME}{@code <node>} for each that is or was in the roster. Pure functions.
 */
public final class LedgerEntries {
  /** The entry with the roster. */
  public static final String ROSTER = "roster";

  /** How the entries begin that say which member of a node is in. */
  public static final String MEMBER = "member/";

  /** How the entries begin that say what a node is called that is or was in the roster. */
  public static final String NAME = "name/";

  /** How the entries begin that say which member of a node was taken out last. */
  public static final String OUT = "out/";

  /** How the entries begin that say which nodes are to hold no shards. */
  public static final String DRAIN = "drain/";

  private static final byte FORMAT = 1;

  private LedgerEntries() {}

  /** The roster, or null if none is recorded. */
  public static Roster roster(Map<String, byte[]> entries) {
    byte[] bytes = entries.get(ROSTER);
    return bytes == null ? null : readRoster(bytes);
  }

  /** The members that are recorded as in, by node. */
  public static SortedMap<UUID, Peer> members(Map<String, byte[]> entries) {
    SortedMap<UUID, Peer> members = new TreeMap<>();
    entries.forEach(
        (name, bytes) -> {
          if (name.startsWith(MEMBER)) {
            UUID node = UUID.fromString(name.substring(MEMBER.length()));
            members.put(node, member(node, bytes));
          }
        });
    return members;
  }

  /** Whether this very member is recorded as in. */
  public static boolean isIn(Map<String, byte[]> entries, Peer member) {
    byte[] bytes = entries.get(MEMBER + member.node());
    return bytes != null && member(member.node(), bytes).member().equals(member.member());
  }

  /** What a node is called, whether it is in or not; its id if that is not known. */
  public static String name(Map<String, byte[]> entries, UUID node) {
    byte[] name = entries.get(NAME + node);
    return name == null ? node.toString() : new String(name, StandardCharsets.UTF_8);
  }

  /** With this roster in place of the one there is. */
  public static Map<String, byte[]> with(Map<String, byte[]> entries, Roster roster) {
    return with(entries, ROSTER, bytes(roster));
  }

  /**
   * With a node in the roster, and this member of it recorded as in; if another one was, that one
   * is gone.
   *
   * @param there the members that are there now, as far as the one knows who amends
   */
  public static Map<String, byte[]> admit(
      Map<String, byte[]> entries, Peer joining, Set<UUID> there, MemberRules rules) {
    return admit(entries, joining, there, rules, roster -> roster.join(joining.node()));
  }

  /**
   * With a witness in the roster, and this member of it recorded as in. Another witness that is not
   * there only leaves the roster; this one is let in by the next amendment.
   *
   * @throws IllegalStateException if another witness is there
   */
  public static Map<String, byte[]> admitWitness(
      Map<String, byte[]> entries, Peer joining, Set<UUID> there, MemberRules rules) {
    UUID other = roster(entries).witness();
    if (other != null && !other.equals(joining.node())) {
      Peer in = members(entries).get(other);
      if (in != null && there.contains(in.member())) {
        throw new IllegalStateException(
            "There is a witness already, " + in.name() + "; stop that one or this one");
      }
      return forget(entries, other, there, rules);
    }
    return admit(entries, joining, there, rules, roster -> roster.witnessedBy(joining.node()));
  }

  private static Map<String, byte[]> admit(
      Map<String, byte[]> entries,
      Peer joining,
      Set<UUID> there,
      MemberRules rules,
      UnaryOperator<Roster> joined) {
    Peer former = members(entries).get(joining.node());
    if (joining.equals(former) || isOut(entries, joining)) {
      return entries;
    }
    Map<String, byte[]> rest =
        former == null ? entries : gone(entries, joining.node(), former.member(), there, rules);
    Roster roster = roster(entries);
    Map<String, byte[]> more =
        roster.voters().contains(joining.node()) ? rest : with(rest, joined.apply(roster));
    byte[] name = joining.name().getBytes(StandardCharsets.UTF_8);
    Map<String, byte[]> named = with(more, NAME + joining.node(), name);
    return StopEntries.back(with(named, MEMBER + joining.node(), bytes(joining)), joining, there);
  }

  /**
   * With this member of a node out; if another one of it is in by now, it stays.
   *
   * @param there the members that are there now, as far as the one knows who amends
   */
  public static Map<String, byte[]> gone(
      Map<String, byte[]> entries, UUID node, UUID member, Set<UUID> there, MemberRules rules) {
    Peer in = members(entries).get(node);
    if (in == null || !in.member().equals(member)) {
      return entries;
    }
    Map<String, byte[]> fewer =
        with(
            with(entries, MEMBER + node, null),
            OUT + node,
            member.toString().getBytes(StandardCharsets.US_ASCII));
    Set<UUID> living =
        members(fewer).values().stream()
            .filter(peer -> there.contains(peer.member()))
            .map(Peer::node)
            .collect(Collectors.toSet());
    boolean keepsCopies = !node.equals(roster(fewer).witness());
    return keepsCopies ? rules.gone(fewer, node, living) : fewer;
  }

  /**
   * Whether a member was taken out: it is never let in again, since others go by it that it does
   * not answer. Its node comes back as another member.
   */
  public static boolean isOut(Map<String, byte[]> entries, Peer peer) {
    byte[] out = entries.get(OUT + peer.node());
    return out != null
        && peer.member().toString().equals(new String(out, StandardCharsets.US_ASCII));
  }

  /**
   * With a node or the witness out, and out of the roster: an operator says that it is gone for
   * good. What it was called is kept, for what waits for it.
   *
   * @param there the members that are there now, as far as the one knows who amends
   * @throws IllegalArgumentException if it is the only node of the roster
   */
  public static Map<String, byte[]> forget(
      Map<String, byte[]> entries, UUID node, Set<UUID> there, MemberRules rules) {
    Roster roster = roster(entries);
    Peer in = members(entries).get(node);
    Map<String, byte[]> rest =
        StopEntries.cleared(
            in == null ? entries : gone(entries, node, in.member(), there, rules), node);
    Roster left = roster.voters().contains(node) ? roster.without(node) : roster;
    Map<String, byte[]> without = roster == left ? rest : with(rest, left);
    return node.equals(roster.witness()) ? without : rules.givenUp(without, known(without));
  }

  /** Who keeps state: the roster's nodes, and those that were stopped and gave their votes up. */
  public static Set<UUID> known(Map<String, byte[]> entries) {
    Set<UUID> known = new HashSet<>(roster(entries).nodes());
    known.addAll(StopEntries.stopped(entries));
    return known;
  }

  /** With another answer to the loss of one of two nodes. */
  public static Map<String, byte[]> onPeerLost(
      Map<String, byte[]> entries, Roster.OnPeerLost answer) {
    Roster roster = roster(entries);
    return roster.onPeerLost() == answer ? entries : with(entries, roster.onPeerLost(answer));
  }

  /** With one entry put, or taken out if there is no value. */
  public static Map<String, byte[]> with(Map<String, byte[]> entries, String name, byte[] value) {
    Map<String, byte[]> changed = new TreeMap<>(entries);
    if (value == null) {
      changed.remove(name);
    } else {
      changed.put(name, value);
    }
    return changed;
  }

  private static byte[] bytes(Peer peer) {
    return written(
        out -> {
          write(peer.member(), out);
          out.writeUTF(peer.name());
          out.writeUTF(peer.http());
        });
  }

  /** What the entry of a node says that is in. */
  public static Peer member(UUID node, byte[] bytes) {
    return read(MEMBER + node, bytes, in -> new Peer(node, readId(in), in.readUTF(), in.readUTF()));
  }

  private static byte[] bytes(Roster roster) {
    return written(
        out -> {
          out.writeLong(roster.number());
          write(roster.nodes(), out);
          write(roster.witness() == null ? Set.of() : Set.of(roster.witness()), out);
          out.writeUTF(roster.onPeerLost().name());
          write(roster.dead(), out);
        });
  }

  private static Roster readRoster(byte[] bytes) {
    return read(
        ROSTER,
        bytes,
        in -> {
          long number = in.readLong();
          Set<UUID> nodes = readIds(in);
          UUID witness = readIds(in).stream().findFirst().orElse(null);
          return new Roster(
              number, nodes, witness, Roster.OnPeerLost.valueOf(in.readUTF()), readIds(in));
        });
  }

  private interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  private interface Reading<T> {
    T from(DataInputStream in) throws IOException;
  }

  private static byte[] written(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      writing.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static <T> T read(String name, byte[] bytes, Reading<T> reading) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      byte format = in.readByte();
      if (format != FORMAT) {
        throw new IllegalArgumentException(
            "Entry " + name + " is of format " + format + "; this version reads " + FORMAT);
      }
      return reading.from(in);
    } catch (IOException e) {
      throw new UncheckedIOException("Entry " + name + " is damaged", e);
    }
  }

  private static void write(UUID id, DataOutputStream out) throws IOException {
    out.writeLong(id.getMostSignificantBits());
    out.writeLong(id.getLeastSignificantBits());
  }

  private static void write(Set<UUID> ids, DataOutputStream out) throws IOException {
    out.writeInt(ids.size());
    List<UUID> sorted = new ArrayList<>(ids);
    sorted.sort(null);
    for (UUID id : sorted) {
      write(id, out);
    }
  }

  private static UUID readId(DataInputStream in) throws IOException {
    return new UUID(in.readLong(), in.readLong());
  }

  private static Set<UUID> readIds(DataInputStream in) throws IOException {
    Set<UUID> ids = new HashSet<>();
    for (int left = in.readInt(); left > 0; left--) {
      ids.add(readId(in));
    }
    return ids;
  }
}
