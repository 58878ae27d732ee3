package dev.baton.container.cluster.ledger;

import dev.baton.container.cluster.LedgerEntries;
import dev.baton.container.cluster.Peer;
import dev.baton.state.majority.Voter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The leases that this node granted, as a voter, and when it did for the last time.
 *
 * <p>Who is to take over from a member that is gone asks for the latter. The answer is given only
 * when what this node knows to stand includes the record that the member is gone, and its newest
 * document does not name it: then it never grants it another one, since a member that was taken out
 * is not let in again. A lease lasts its limit from when it was asked for, which is before each of
 * the majority granted it; so whatever it holds has run out when the limit has passed since the
 * last grant of any one of them, and any two majorities of a roster share a voter. Those of another
 * roster ended with it: {@link #sinceRoster} says how long ago that is at least.
 *
 * <p>What this node granted before its process began it does not know: it counts as granted then.
 * Thread-safe.
 */
final class Grants {
  /** Answered as long as the member may still be granted a lease. */
  private static final byte[] NOT_YET = {};

  private static final long FORGOTTEN = Duration.ofMinutes(1).toNanos();

  private final RunningLedger ledger;
  private final long began = System.nanoTime();
  private final Map<UUID, Long> last = new ConcurrentHashMap<>();
  private byte[] roster = {};
  private long number;
  private volatile long rosterSince = began;

  Grants(RunningLedger ledger) {
    this.ledger = ledger;
  }

  /** By whose votes a lease counts: the cluster, and the roster's entry as it is recorded. */
  static byte[] question(Document document) {
    byte[] entry = document.entries().get(LedgerEntries.ROSTER);
    return ByteBuffer.allocate(2 * Long.BYTES + entry.length)
        .putLong(document.cluster().getMostSignificantBits())
        .putLong(document.cluster().getLeastSignificantBits())
        .put(entry)
        .array();
  }

  /**
   * When a member was granted a lease for the last time.
   *
   * @param standing what stands, and does not name the member
   * @param number its number
   */
  static byte[] question(Document standing, long number, UUID gone) {
    byte[] by = question(standing);
    return ByteBuffer.allocate(3 * Long.BYTES + by.length)
        .putLong(gone.getMostSignificantBits())
        .putLong(gone.getLeastSignificantBits())
        .putLong(number)
        .put(by)
        .array();
  }

  /**
   * Whether a member has the lease from this node, by a {@link #question}. The time is kept before
   * it is looked at for the last time: whoever is told that this node grants none any more is told
   * of this one.
   */
  boolean grant(Peer asker, byte[] question) {
    if (!may(asker, question)) {
      return false;
    }
    last.merge(asker.member(), System.nanoTime(), Grants::later);
    return may(asker, question);
  }

  private static long later(long one, long other) {
    return one - other > 0 ? one : other;
  }

  private boolean may(Peer asker, byte[] question) {
    Document latest = ledger.latest();
    return latest != null
        && ledger.refusal().isEmpty()
        && latest.names(asker)
        && Arrays.equals(question(latest), question);
  }

  /** How long ago that was, in nanoseconds; nothing as long as there may be another one. */
  byte[] sinceLast(byte[] question) {
    ByteBuffer read = ByteBuffer.wrap(question);
    UUID gone = new UUID(read.getLong(), read.getLong());
    long number = read.getLong();
    byte[] by = Arrays.copyOfRange(question, read.position(), question.length);
    Voter<Document> vote = ledger.vote();
    Document latest = vote.latest();
    boolean over =
        vote.number() >= number
            && latest != null
            && Arrays.equals(question(latest), by)
            && latest.members().values().stream().noneMatch(peer -> peer.member().equals(gone));
    return over
        ? ByteBuffer.allocate(Long.BYTES)
            .putLong(System.nanoTime() - last.getOrDefault(gone, began))
            .array()
        : NOT_YET;
  }

  /** For how long the roster has stood, in nanoseconds, as far as this node can tell. */
  long sinceRoster() {
    return System.nanoTime() - rosterSince;
  }

  /** To be called on the ledger's thread when what stands or the newest document has changed. */
  void changed() {
    Voter<Document> vote = ledger.vote();
    byte[] now = vote.number() == 0 ? new byte[0] : question(vote.standing());
    boolean skipped = vote.number() - number > 1; // there may have been another one
    if (skipped || !Arrays.equals(roster, now)) {
      roster = now;
      rosterSince = System.nanoTime();
    }
    number = vote.number();
    last.values().removeIf(at -> System.nanoTime() - at > FORGOTTEN);
  }
}
