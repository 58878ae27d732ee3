package dev.baton.state.store;

import dev.baton.state.protocol.Entry;
import dev.baton.state.protocol.Header;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A shard as a store had written it at one instant, whatever becomes of the store since. To be used
 * by one thread and closed by it: it keeps files open.
 */
@ProviderType
public interface StoredShard extends AutoCloseable {

  /** How far the shard was at that instant. */
  Header header();

  /**
   * Reads all entries, each key once, in no particular order, on the caller's thread.
   *
   * @throws java.io.UncheckedIOException if a file cannot be read or is damaged; {@code each} may
   *     have been given some of the entries
   */
  void forEach(Consumer<Entry> each);

  /** Closes the files. */
  @Override
  void close();
}
