package dev.baton.container.cluster.member;

import dev.baton.state.store.LocalStore;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the nodes listened that this one saw last, in its local store: so that one that was told of
 * nobody, because it was the first, finds the others again. Not thread-safe.
 */
final class Acquaintances {
  private static final Logger LOG = LoggerFactory.getLogger(Acquaintances.class);
  private static final String RECORD = "acquaintances";

  private final LocalStore store;
  private List<String> known;

  Acquaintances(LocalStore store) {
    this.store = store;
    this.known = in(store);
  }

  static List<String> in(LocalStore store) {
    byte[] bytes = store.records(RECORD).get(RECORD);
    return bytes == null ? List.of() : new String(bytes, StandardCharsets.UTF_8).lines().toList();
  }

  /** Keeps these, unless nobody is there. Writes to disk if they are others than before. */
  void keep(List<String> addresses) {
    if (addresses.isEmpty() || addresses.equals(known)) {
      return;
    }
    try {
      store.record(RECORD, String.join("\n", addresses).getBytes(StandardCharsets.UTF_8));
      known = addresses;
    } catch (UncheckedIOException e) {
      LOG.warn("Where the other nodes listen could not be written down", e);
    }
  }
}
