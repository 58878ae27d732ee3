package dev.baton.state.hazelcast;

import dev.baton.state.protocol.Answer;
import dev.baton.state.protocol.Answer.Verdict;
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
import java.util.List;

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
  private final LocalStore store;

  /**
   * @param store where to queue what was applied, or null
   */
  Replica(ShardId shard, Records records, LocalStore store) {
    this.shard = shard;
    this.layout = new Layout(shard);
    this.records = records;
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

  /** As the primary: a repeat is queued again, for the sake of its ticket. */
  Accepted accept(Request request) {
    Header found = header();
    Answer answer = Fence.decide(found, request);
    if (!answer.stands()) {
      return new Accepted(answer, Accepted.NOTHING_QUEUED);
    }
    if (answer.verdict() == Verdict.REPEATED) {
      return new Accepted(answer, append(answer.header(), entries(request)));
    }
    return new Accepted(answer, apply(found, request, answer.header()));
  }

  /**
   * As a backup: does what the primary did, or nothing if it would not end up with the same header.
   *
   * @throws BehindException in that case
   */
  void follow(Request request, Header primary) {
    Header found = header();
    Answer answer = Fence.follow(found, request, primary);
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
    if (answer.verdict() == Verdict.APPLIED) {
      apply(found, request, primary);
    }
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
      long ticket = request instanceof Create ? begin(header) : append(header, entries(request));
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
    } else if (request instanceof Change change && change.kind() == Change.Kind.COMMIT) {
      Step.COMMIT_APPLIED.reached();
    }
  }

  private long begin(Header header) {
    return store == null ? Accepted.NOTHING_QUEUED : store.begin(shard, header);
  }

  private long append(Header header, List<Entry> entries) {
    return store == null ? Accepted.NOTHING_QUEUED : store.append(shard, header, entries);
  }

  private static List<Entry> entries(Request request) {
    return request instanceof Batch batch ? batch.entries() : List.of();
  }
}
