package dev.baton.state.store;

import dev.baton.state.protocol.Entry;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.ShardId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** A shard of a {@link FileStore} with a reader of its own. */
record OpenedShard(ShardId shard, Header header, EntryReader reader) implements StoredShard {

  @Override
  public void forEach(Consumer<Entry> each) {
    try {
      reader.forEach(each::accept, bytes -> {});
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + shard + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot close the files of " + shard, e);
    }
  }
}
