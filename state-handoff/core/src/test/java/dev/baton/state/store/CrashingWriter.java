package dev.baton.state.store;

import static dev.baton.state.store.Samples.header;

import dev.baton.state.protocol.ShardId;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;

/**
 * A process that goes on with every shard of a store until it is killed, and says on its standard
 * output, as {@code shard sequence}, what was written; or why the store failed.
 */
final class CrashingWriter {
  private static final int AHEAD = 3;

  private record Sent(int shard, long sequence, long ticket) {}

  private CrashingWriter() {}

  public static void main(String[] arguments) throws Exception {
    StoreOptions tiny = new StoreOptions(20_000, 60_000, 50_000_000);
    FileStore store = FileStore.open(Path.of(arguments[0]), tiny);
    PrintStream out =
        new PrintStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
    long[] sequences = new long[Workload.SHARDS];
    for (int number = 0; number < Workload.SHARDS; number++) {
      ShardId shard = Workload.shard(number);
      if (store.shards().containsKey(shard)) {
        sequences[number] = store.shards().get(shard).sequence();
      } else {
        store.begin(shard, header(1, 0));
      }
    }
    Queue<Sent> sent = new ArrayDeque<>();
    for (int turn = 0; ; turn++) {
      int number = turn % Workload.SHARDS;
      long sequence = ++sequences[number];
      long ticket =
          store.append(
              Workload.shard(number), header(1, sequence), Workload.batch(number, sequence));
      sent.add(new Sent(number, sequence, ticket));
      if (sent.size() > AHEAD) {
        acknowledge(store, sent.remove(), out);
      }
    }
  }

  private static void acknowledge(FileStore store, Sent oldest, PrintStream out) throws Exception {
    try {
      store.written(oldest.ticket()).toCompletableFuture().get();
      out.println(oldest.shard() + " " + oldest.sequence());
      out.flush();
    } catch (ExecutionException e) {
      out.println("failed: " + e.getCause().getMessage());
      out.println("failure: " + store.failure().orElseThrow().getMessage());
      out.flush();
      store.close();
      System.exit(0);
    }
  }
}
