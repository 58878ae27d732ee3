package dev.baton.state.protocol;

import java.util.List;
import java.util.UUID;

/** What happens to a shard on a node. Tokens are drawn at random by whoever reports the event. */
public sealed interface Event {

  /**
   * A deploy asks for a new shard.
   *
   * @param incarnation made for this deploy; one that ever served is never created again
   */
  record Create(UUID incarnation, long token, Holder holder, Copies copies) implements Event {}

  /**
   * A boot asks for the shard to be brought back from the local store.
   *
   * @param stored the newest header of all that count (rule 18)
   * @param found the header in the map: null, or that of a restore that nobody completes any more,
   *     be it this node's own, or of a copy that does not count
   * @param placement what is recorded, or null if nothing is
   * @param copies where it is restored to: the newest recorded copy set, recorded for that
   */
  record Restore(
      Header stored, Header found, long token, Holder holder, Placement placement, Copies copies)
      implements Event {}

  /** Every stored entry has been taken and answered. */
  record Restored(long token) implements Event {}

  /**
   * The shard shall be held here: its holder has left, or is this very member, which does not hold
   * it (rules 9 and 10).
   *
   * @param found the header in the map, complete; it may be outdated
   * @param holder this member, and a version that reads every schema in the shard
   * @param placement what is recorded, or null if nothing is
   */
  record Claim(Header found, long token, Holder holder, Placement placement) implements Event {}

  /**
   * The holder on another node has handed the shard over to this one, whose tables followed it.
   *
   * @param committed the header of its commit, which names this member
   */
  record Arrive(Header committed) implements Event {}

  /** The heap is loaded from the handoff map. */
  record Loaded() implements Event {}

  /**
   * Everything dirty was taken at one instant, or a part of the stored entries.
   *
   * @param upTo the position of the last write among them; positions grow as long as the process
   * @param force whether it is safe only when the primary's store has forced it to disk
   */
  record Taken(List<Entry> entries, long upTo, boolean force) implements Event {
    public Taken {
      entries = List.copyOf(entries);
    }
  }

  /**
   * Does the header still stand? Asked by a holder that has reason to doubt it, such as a map that
   * says it lost a partition; nothing happens while another request is outstanding.
   */
  record Doubted() implements Event {}

  /** A request was answered by every copy, and the primary's store has written it. */
  record Answered(Request request, Answer answer) implements Event {}

  /** A request was not answered in time: it may stand or not, now or later. */
  record Unanswered(Request request) implements Event {}

  /** A hand-off asks for the gate to be closed. */
  record Close() implements Event {}

  /** Calls did not end in time, or a deploy is recorded: let callers in. */
  record Open() implements Event {}

  /**
   * No call is in the shard any more and {@code handingOver} has returned: hand it off.
   *
   * @param to whose follower is loaded
   */
  record HandOff(Holder to, long token) implements Event {}

  /** The digests of holder and follower were compared. */
  record Compared(boolean equal) implements Event {}

  /** The hand-off is given up: aborted, {@code handingOver} failed, or callers waited too long. */
  record GiveUp(long token) implements Event {}

  /**
   * {@code tookOver}, after {@code created} where that was asked, has returned or failed.
   *
   * @param token for the way back, if it failed
   */
  record TookOver(boolean succeeded, long token) implements Event {}
}
