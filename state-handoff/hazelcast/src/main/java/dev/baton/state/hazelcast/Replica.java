package dev.baton.state.hazelcast;

import dev.baton.state.protocol.Answer;
import dev.baton.state.protocol.Answer.Verdict;
import dev.baton.state.protocol.Copies;
import dev.baton.state.protocol.Entry;
import dev.baton.state.protocol.Fence;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.Request;
import dev.baton.state.protocol.Request.Batch;
import dev.baton.state.protocol.Request.Change;
import dev.baton.state.protocol.Request.Create;
import dev.baton.state.protocol.ShardId;
import dev.baton.state.step.Step;
import dev.baton.state.store.LocalStore;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * One copy of a shard, primary or backup: what the fence lets through is written to the records and
 * queued to the local store, all of it or nothing.
 *
 * <p>Everything is validated and encoded before the first record is touched, and the header is
 * written last: if a record cannot be written after all, those before it are put back, and even a
 * copy on which that failed takes the repeat, because its header has not moved.
 */
final class Replica {
  private static final int AT_ONCE = 10_000;

  private final ShardId shard;
  private final Layout layout;
  private final Records records;
  private final UUID node;
  private final LocalStore store;

  /**
   * @param node the node that this copy is on
   * @param store where to queue what was applied, or null
   */
  Replica(ShardId shard, Records records, UUID node, LocalStore store) {
    this.shard = shard;
    this.layout = new Layout(shard);
    this.records = records;
    this.node = node;
    this.store = store;
  }

  Header header() {
    byte[] value = records.get(layout.headerKey());
    return value == null ? null : layout.header(value);
  }

  /** What was answered, and the ticket of the local store to wait for. */
  record Accepted(Answer answer, long ticket) {
    static final long NOTHING_QUEUED = -1;
  }

  /**
   * As the primary.
   *
   * @param copies the newest recorded copy set that the sender knows, or null
   */
  Accepted accept(Request request, Copies copies) {
    Header found = header();
    Answer answer = Fence.decide(found, stored(), request, copies, node);
    return answer.stands()
        ? new Accepted(answer, perform(found, request, answer))
        : new Accepted(answer, Accepted.NOTHING_QUEUED);
  }

  /**
   * As a backup: does what the primary did, or nothing if it would not end up with the same header.
   *
   * @return the ticket of the local store to wait for
   * @throws BehindException in that case
   */
  long follow(Request request, Header primary) {
    Header found = header();
    Answer answer = Fence.follow(found, stored(), request, primary);
    if (!answer.stands()) {
      throw new BehindException(
          "Backup of "
              + shard
              + " does not take "
              + request.getClass().getSimpleName()
              + ": it is at "
              + found
              + ", its primary at "
              + primary);
    }
    return perform(found, request, answer);
  }

  private Header stored() {
    return store == null ? null : store.head(shard);
  }

  private long perform(Header found, Request request, Answer answer) {
    long ticket = performed(found, request, answer);
    if (found != null && !found.copies().equals(answer.header().copies())) {
      Step.COPY_SET_APPLIED.reached();
    }
    return ticket;
  }

  /** A repeat is queued again, for the sake of its ticket. */
  private long performed(Header found, Request request, Answer answer) {
    if (answer.verdict() == Verdict.APPLIED) {
      return apply(found, request, answer.header());
    }
    if (!answer.header().equals(found)) {
      Changes changes = new Changes(records);
      changes.add(layout.headerKey(), layout.value(answer.header()));
      changes.apply();
    }
    return append(found, answer.header(), entries(request));
  }

  /** A backup lacks an earlier request, or the whole shard. */
  static final class BehindException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    BehindException(String message) {
      super(message);
    }
  }

  private long apply(Header found, Request request, Header header) {
    Changes changes = new Changes(records);
    if (request instanceof Create && found != null) {
      removeAll(changes);
    }
    for (Entry entry : entries(request)) {
      changes.add(layout.key(entry), layout.value(entry, header.sequence()));
    }
    changes.add(layout.headerKey(), layout.value(header));
    changes.apply();
    try {
      applied(request);
      long ticket =
          request instanceof Create ? begin(header) : append(found, header, entries(request));
      if (request instanceof Batch) {
        Step.BATCH_QUEUED_IN_STORE.reached();
      }
      return ticket;
    } catch (RuntimeException | Error e) {
      changes.undo(e);
      throw e;
    }
  }

  /** What a restore that was never completed has left; looks at the whole partition at once. */
  private void removeAll(Changes changes) {
    Cursor next = Cursor.START;
    while (next != null) {
      next =
          records.scan(
              next,
              AT_ONCE,
              (key, value) -> {
                if (layout.isEntry(key)) {
                  changes.add(key, null);
                }
              });
    }
  }

  private static void applied(Request request) {
    if (request instanceof Batch) {
      Step.BATCH_APPLIED.reached();
    } else if (request instanceof Create create && !create.complete()) {
      Step.RESTORE_APPLIED.reached();
    } else if (request instanceof Change change) {
      switch (change.kind()) {
        case COMMIT -> Step.COMMIT_APPLIED.reached();
        case CLAIM -> Step.CLAIM_APPLIED.reached();
        case RAISE -> {}
      }
    }
  }

  private long begin(Header header) {
    return store == null ? Accepted.NOTHING_QUEUED : store.begin(shard, header);
  }

  private long append(Header found, Header header, List<Entry> entries) {
    if (store == null) {
      return Accepted.NOTHING_QUEUED;
    }
    Header stored = stored();
    boolean follows = stored != null && (isThere(stored, found) || isThere(stored, header));
    return follows ? store.append(shard, header, entries) : storeAll(header);
  }

  /** Whether the store is where the copy is; one that was to store all of it and failed is not. */
  private static boolean isThere(Header stored, Header copy) {
    return stored.isLevelWith(copy) && stored.complete() == copy.complete();
  }

  /**
   * A copy that came from another member, of which the store knows nothing or something older: all
   * of it is queued at once, as a new generation.
   */
  private long storeAll(Header header) {
    store.begin(shard, header.incomplete());
    List<Entry> part = new ArrayList<>();
    Cursor next = Cursor.START;
    while (next != null) {
      next =
          records.scan(
              next,
              AT_ONCE,
              (key, value) -> {
                if (layout.isEntry(key)) {
                  part.add(layout.entry(key, value));
                }
              });
      store.append(shard, header.incomplete(), List.copyOf(part));
      part.clear();
    }
    long ticket = store.append(shard, header, List.of());
    Step.COPY_STORED.reached();
    return ticket;
  }

  private static List<Entry> entries(Request request) {
    return request instanceof Batch batch ? batch.entries() : List.of();
  }
}
