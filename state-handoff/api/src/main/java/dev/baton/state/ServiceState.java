package dev.baton.state;

import java.util.function.Supplier;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The state of one version of a service bundle; an OSGi service that each bundle gets for itself.
 *
 * <p>Tables are declared while the bundle starts (in a component's constructor or activation
 * method) and read and written by calls that come through the gate. All methods are thread-safe.
 */
@ProviderType
public interface ServiceState {

  /**
   * Declares a table, or returns the one declared before by an equal specification.
   *
   * @throws IllegalArgumentException if a table of this name was declared differently; nothing was
   *     changed
   */
  <K, V> StateMap<K, V> map(TableSpec<K, V> spec);

  /**
   * Says that a table of an earlier version is gone on purpose: its entries are deleted when the
   * upgrade finishes. Without it the upgrade is refused.
   */
  void dropped(String table);

  /**
   * Runs {@code body} as a call of the key's shard, through the gate: held while the shard is cut
   * over, answered when what it wrote is safe. Blocks until then.
   *
   * @param key a key of the shard to run on; hashed as a table's keys are
   * @throws StateUnavailableException if the shard is held by another version or node, or was not
   *     opened within the hold bound; {@code body} was not executed
   */
  <R> R call(Object key, Supplier<R> body);

  /**
   * Runs {@code body} as {@link #call} does and makes its writes one unit: after a crash all of
   * them are there or none. Other calls of the shard go on meanwhile and see each write at once.
   */
  <R> R atomically(Object key, Supplier<R> body);

  /**
   * Whether a key belongs to the shard of the running call: what an {@link AllShards} method asks
   * to pick its own out of keys that it makes or is given.
   *
   * @param key hashed as a table's keys are
   * @throws StateUnavailableException outside a call of the gate
   */
  boolean owns(Object key);
}
