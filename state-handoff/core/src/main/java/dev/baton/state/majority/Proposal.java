package dev.baton.state.majority;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * The attempt to have a value recorded, as its proposer sees it.
 *
 * <table>
 * <caption>State, reply, next state</caption>
 * <tr><th>state</th><th>reply</th><th>next</th><th>send</th></tr>
 * <tr><td>asking</td><td>promised by a majority</td><td>recording: the value of the highest ballot
 *     that one of them accepted under this number, or else the wanted one</td><td>record</td></tr>
 * <tr><td>recording</td><td>recorded by a majority</td><td>stands, for good</td><td></td></tr>
 * <tr><td>asking, recording</td><td>refused, a later ballot of this number is promised</td>
 *     <td>beaten: {@link #again} with a higher round</td><td></td></tr>
 * <tr><td></td><td>none in time</td><td>the same</td><td>the same again</td></tr>
 * </table>
 *
 * <p>Voters are asked under a number only if they know that the one before stands, see {@link
 * Voter}. What stands may be another's value: a proposer that finds one has to complete it, for it
 * may have been recorded by a majority already. An attempt that is left leaves its outcome open
 * until somebody proposes under the same number again.
 *
 * @param wanted what the proposer wants recorded
 * @param value what is being recorded; null while asking
 * @param last the latest vote that a voter told of, or null
 * @param highest the highest ballot that a voter told of
 * @param granted the voters that granted what is asked now
 */
public record Proposal<V>(
    State state,
    Ballot ballot,
    V wanted,
    V value,
    Vote<V> last,
    Ballot highest,
    Set<UUID> granted) {

  /** How far it is. */
  public enum State {
    /** Voters are asked for a promise. */
    ASKING,
    /** Voters are asked to record. */
    RECORDING,
    /** The value was recorded by a majority. */
    STANDS,
    /** Another ballot came in between; nothing is known about the outcome. */
    BEATEN
  }

  public Proposal {
    granted = Collections.unmodifiableSet(granted);
  }

  /**
   * The first attempt of this proposer.
   *
   * @param number one more than that of the value which the proposer knows to stand
   */
  public static <V> Proposal<V> first(long number, long token, V wanted) {
    return asking(new Ballot(number, 1, token), wanted);
  }

  /**
   * An attempt that does not ask for promises: only for the one process that the value before names
   * for it, and once in its life per number. It saves a round on the planned way.
   */
  public static <V> Proposal<V> own(long number, long token, V wanted) {
    return new Proposal<>(
        State.RECORDING, new Ballot(number, 0, token), wanted, wanted, null, Ballot.NONE, Set.of());
  }

  private static <V> Proposal<V> asking(Ballot ballot, V wanted) {
    return new Proposal<>(State.ASKING, ballot, wanted, null, null, Ballot.NONE, Set.of());
  }

  /** Another attempt under the same number, above everything that was heard of. */
  public Proposal<V> again(long token) {
    return asking(
        new Ballot(ballot.number(), Math.max(ballot.round(), highest.round()) + 1, token), wanted);
  }

  /** Whether there is something to ask. */
  public boolean open() {
    return state == State.ASKING || state == State.RECORDING;
  }

  /** What to ask of every voter that has not granted it. */
  public Ask<V> ask() {
    return state == State.ASKING ? new Ask.Promise<>(ballot) : new Ask.Record<>(ballot, value);
  }

  /** What follows from a voter's reply; a late or repeated one changes nothing. */
  public Proposal<V> hear(UUID voter, Reply<V> reply, Roster roster) {
    if (!open()
        || !reply.ballot().equals(ballot)
        || reply.recording() != (state == State.RECORDING)) {
      return this;
    }
    Vote<V> latest = Vote.later(last, reply.accepted());
    Ballot above = highest.compareTo(reply.promised()) >= 0 ? highest : reply.promised();
    if (!reply.granted()) {
      return new Proposal<>(State.BEATEN, ballot, wanted, value, latest, above, granted);
    }
    Set<UUID> all = new HashSet<>(granted);
    all.add(voter);
    if (!roster.majority(all)) {
      return new Proposal<>(state, ballot, wanted, value, latest, above, all);
    }
    return state == State.RECORDING
        ? new Proposal<>(State.STANDS, ballot, wanted, value, latest, above, all)
        : new Proposal<>(State.RECORDING, ballot, wanted, found(latest), latest, above, Set.of());
  }

  private V found(Vote<V> latest) {
    return latest == null ? wanted : latest.value();
  }
}
