package dev.baton.container.upgrade.record;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.osgi.framework.Version;

/**
 * What a node remembers of a service.
 *
 * @param name the service
 * @param incarnation the life its shards belong to; a deploy without kept state begins a new one
 * @param shards how many shards it has; 0 if it is stateless
 * @param current the version that serves, or null while it is undeployed
 * @param next the version an unfinished hand-off goes to, or null
 * @param previous the version to go back to by {@code rollback}, or null
 * @param held whether an operator holds the last hand-off, and {@code finish} or {@code abort} ends
 *     it
 * @param readers versions whose schema may still be in map or store
 * @param kept the artifacts, the oldest version first
 */
public record ServiceRecord(
    String name,
    UUID incarnation,
    int shards,
    String current,
    String next,
    String previous,
    boolean held,
    Set<String> readers,
    List<Kept> kept) {

  /** A version's artifact. */
  public record Kept(String version, String sha256) {}

  public ServiceRecord {
    readers = Set.copyOf(readers);
    kept = List.copyOf(kept);
  }

  /** A service that was not there before. */
  public static ServiceRecord fresh(String name, Kept artifact) {
    return new ServiceRecord(
        name,
        UUID.randomUUID(),
        0,
        null,
        artifact.version,
        null,
        false,
        Set.of(),
        List.of(artifact));
  }

  public ServiceRecord withShards(int number) {
    return new ServiceRecord(
        name, incarnation, number, current, next, previous, held, readers, kept);
  }

  /**
   * A service that was not there before and comes with state from elsewhere.
   *
   * @param number how many shards it has
   * @param left versions whose schema is in the state
   * @param others the artifacts beside the one that is deployed
   */
  public static ServiceRecord restoring(
      String name, Kept artifact, int number, Set<String> left, List<Kept> others) {
    ServiceRecord begun = fresh(name, artifact);
    Set<String> readers = new LinkedHashSet<>(left);
    readers.add(artifact.version);
    List<Kept> all = new ArrayList<>(others);
    all.removeIf(k -> k.version.equals(artifact.version));
    all.add(artifact);
    all.sort(Comparator.comparing(k -> Version.parseVersion(k.version)));
    return new ServiceRecord(
        name, begun.incarnation, number, null, artifact.version, null, false, readers, all);
  }

  /** The same, with another version to go back to. */
  public ServiceRecord withPrevious(String version) {
    return new ServiceRecord(
        name, incarnation, shards, current, next, version, held, readers, kept);
  }

  /** Whether it is what the first deploy of a service has left that never got to its end. */
  @JsonIgnore
  public boolean isRemains() {
    return current == null && previous == null;
  }

  /** Its shards, of which there were none, begin a new life. */
  public ServiceRecord anew() {
    return new ServiceRecord(
        name, UUID.randomUUID(), shards, current, next, previous, held, readers, kept);
  }

  /** A hand-off to a version begins; from now on its schema may be in map and store. */
  public ServiceRecord begin(Kept artifact) {
    Set<String> more = new LinkedHashSet<>(readers);
    if (current != null) {
      more.add(current);
    }
    more.add(artifact.version);
    List<Kept> all = new ArrayList<>(kept);
    all.removeIf(k -> k.version.equals(artifact.version));
    all.add(artifact);
    all.sort(Comparator.comparing(k -> Version.parseVersion(k.version)));
    return new ServiceRecord(
        name, incarnation, shards, current, artifact.version, previous, held, more, all);
  }

  /**
   * The hand-off that had begun did not happen. What the other version wrote, if it wrote anything,
   * may still need it as a reader.
   */
  public ServiceRecord abandon() {
    return new ServiceRecord(
        name, incarnation, shards, current, null, previous, held, readers, kept);
  }

  /** Nobody holds the last hand-off any more. */
  public ServiceRecord released() {
    return new ServiceRecord(
        name, incarnation, shards, current, next, previous, false, readers, kept);
  }

  /** Every shard is with the next version: it is the current one. */
  public ServiceRecord moved(boolean hold) {
    String before = current != null ? current : previous;
    return new ServiceRecord(
        name,
        incarnation,
        shards,
        next,
        null,
        Objects.equals(before, next) ? null : before,
        hold,
        readers,
        kept);
  }

  /** Only the current version's schema is left in map and store. */
  public ServiceRecord finished() {
    return new ServiceRecord(
        name, incarnation, shards, current, null, previous, false, Set.of(current), kept);
  }

  /** The service is removed; its state and artifacts stay. */
  public ServiceRecord undeployed() {
    return new ServiceRecord(name, incarnation, shards, null, null, current, false, readers, kept);
  }

  /** Whether nothing is held, and no other version's schema may be left in map and store. */
  @JsonIgnore
  public boolean isFinished() {
    return !held && next == null && readers.equals(Set.of(current));
  }

  /** The kept artifact of a version, or null. */
  public Kept artifact(String version) {
    return kept.stream().filter(k -> k.version.equals(version)).findFirst().orElse(null);
  }

  /** The versions whose artifacts are kept, the oldest first. */
  @JsonIgnore
  public List<String> keptVersions() {
    return kept.stream().map(Kept::version).toList();
  }
}
