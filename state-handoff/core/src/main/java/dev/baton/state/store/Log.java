package dev.baton.state.store;

import dev.baton.state.protocol.Entry;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.ShardId;
import dev.baton.state.step.Step;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.function.Function;

/**
 * Takes items from any thread and writes them with one: whatever has been queued while a group was
 * written is the next group.
 */
final class Log {
  private static final long GROUP_BYTES = 192 << 10;

  private final StoreFiles files;
  private final Contents contents;
  private final StoreOptions options;
  private final Safety safety;
  private final Forcing forcing;
  private final Compaction compaction;
  private final Heads heads;
  private final Thread thread = new Thread(this::run, "baton-store-log");
  private final List<Placed> group = new ArrayList<>();

  private Queue<Queued> queue = new ArrayDeque<>(); // guarded by heads
  private long tickets; // guarded by heads
  private boolean closing; // guarded by heads
  private SegmentWriter writer;
  private long closedBytes;

  private record Queued(long ticket, Item item, List<Entry> entries) {}

  private record Placed(Item item, int entries, long place) {}

  Log(
      StoreFiles files,
      Recovery.Found found,
      StoreOptions options,
      Safety safety,
      Forcing forcing,
      Compaction compaction) {
    this.files = files;
    this.contents = found.contents();
    this.options = options;
    this.safety = safety;
    this.forcing = forcing;
    this.compaction = compaction;
    this.heads = new Heads(contents.headers());
    this.writer = found.log();
    this.closedBytes = found.logBytes();
    thread.setDaemon(true);
    thread.start();
  }

  long append(ShardId shard, Header header, List<Entry> entries) {
    return queue(known -> known.append(shard, header), entries);
  }

  Header head(ShardId shard) {
    synchronized (heads) {
      return heads.last(shard);
    }
  }

  void disown(ShardId shard, Header header) {
    synchronized (heads) {
      heads.disown(shard, header);
    }
  }

  long begin(ShardId shard, Header header) {
    return queue(known -> known.begin(shard, header), List.of());
  }

  long discard(String service, UUID incarnation) {
    return queue(known -> known.discard(service, incarnation), List.of());
  }

  private long queue(Function<Heads, Item> item, List<Entry> entries) {
    synchronized (heads) {
      if (closing) {
        throw new IllegalStateException("The store " + files.folder() + " is closed");
      }
      Queued queued = new Queued(tickets + 1, item.apply(heads), entries);
      tickets++;
      if (safety.failure().isEmpty()) {
        queue.add(queued);
        heads.notifyAll();
      }
      return queued.ticket();
    }
  }

  private void run() {
    try {
      for (Queue<Queued> taken = take(); !taken.isEmpty(); taken = take()) {
        write(taken);
      }
      writer.end();
      forcing.end(writer);
    } catch (IOException | RuntimeException | Error e) {
      safety.fail(e);
      giveUp();
    }
  }

  private void giveUp() {
    synchronized (heads) {
      queue.clear();
    }
    try {
      writer.close();
    } catch (IOException e) {
      safety.fail(e);
    }
  }

  /** What was queued since the last time; waits for it; empty if the log closes. */
  private Queue<Queued> take() {
    synchronized (heads) {
      while (queue.isEmpty() && !closing) {
        try {
          heads.wait();
        } catch (InterruptedException e) {
          throw new IllegalStateException("The store's own thread was interrupted", e);
        }
      }
      Queue<Queued> taken = queue;
      queue = new ArrayDeque<>();
      return taken;
    }
  }

  private void write(Queue<Queued> taken) throws IOException {
    while (!taken.isEmpty()) {
      long ticket = writeGroup(taken);
      Step.BATCH_WRITTEN_BY_STORE.reached();
      safety.written().reach(ticket);
      forcing.written();
      if (writer.length() >= options.segmentBytes()) {
        roll();
      }
      compactIfLong();
    }
  }

  private long writeGroup(Queue<Queued> taken) throws IOException {
    long start = writer.length();
    long ticket = 0;
    do {
      Queued queued = taken.poll();
      long place = writer.add(queued.item(), queued.entries());
      group.add(new Placed(queued.item(), queued.entries().size(), place));
      ticket = queued.ticket();
    } while (!taken.isEmpty() && writer.length() - start < GROUP_BYTES);
    writer.flush();
    long file = writer.segment().number();
    group.forEach(placed -> contents.apply(placed.item(), placed.entries(), file, placed.place()));
    group.clear();
    return ticket;
  }

  /** Ends the last file and begins another, leaving a number free for a compacted file between. */
  private void roll() throws IOException {
    writer.end();
    closedBytes += writer.length();
    long number = writer.segment().number();
    SegmentWriter next = files.createLog(number + 2, number);
    contents.add(next.segment());
    forcing.goOn(writer, next);
    writer = next;
  }

  private void compactIfLong() throws IOException {
    if (compaction.due(closedBytes + writer.length(), contents.files())) {
      roll();
      closedBytes = 0;
      compaction.start(writer.segment().number() - 1, contents.copies());
    }
  }

  /** Writes what is queued and ends the log; blocks until then. */
  void close() throws InterruptedException {
    synchronized (heads) {
      closing = true;
      heads.notifyAll();
    }
    thread.join();
  }
}
