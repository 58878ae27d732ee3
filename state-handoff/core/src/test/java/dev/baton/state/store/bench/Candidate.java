package dev.baton.state.store.bench;

import dev.baton.state.protocol.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A store as the bench sees it. */
interface Candidate extends AutoCloseable {

  /** Opens one of the candidates. */
  interface Opening {
    Candidate open(Path folder) throws IOException;
  }

  /** Queues a batch of a shard; completes when it is handed to the operating system. */
  CompletionStage<Void> write(int shard, long sequence, List<Entry> entries);

  /** Reads everything; says how many entries that was. */
  long readAll();

  @Override
  void close();
}
