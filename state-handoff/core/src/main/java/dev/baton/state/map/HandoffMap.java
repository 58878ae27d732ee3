package dev.baton.state.map;

import dev.baton.state.protocol.Answer;
import dev.baton.state.protocol.Copies;
import dev.baton.state.protocol.Entry;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.Request;
import dev.baton.state.protocol.ShardId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.osgi.annotation.versioning.ProviderType;

/** The copies of all shards, as bytes. Thread-safe; no method blocks. */
@ProviderType
public interface HandoffMap {

  /**
   * Has the copies of the shard apply a request.
   *
   * <p>Completes when the primary has refused it, or has applied it and every node of the copy set
   * that its header then names has stored it: written by its local store, and forced to disk if
   * that is asked. Completes exceptionally with {@link OutcomeUnknownException} if that did not
   * happen in time: the request may stand or not, now or later, and the way to find out is to send
   * the same again. Completes exceptionally with {@link TooFewMembersException} if it was refused
   * by split-brain protection. The stages complete on threads that must not be blocked; so do those
   * of the other methods, which fail in the same two ways.
   *
   * @param copies the newest recorded copy set of the shard, which the copies take over if it is
   *     later than the one they know; or null
   */
  CompletionStage<Answer> send(ShardId shard, Request request, Copies copies);

  /** Reads the header of a shard. What it says may be outdated at once: no gate opens by it. */
  CompletionStage<Optional<Header>> header(ShardId shard);

  /** Reads the header of the copy that a node has, whatever part that node has in the shard. */
  CompletionStage<Optional<Header>> header(ShardId shard, UUID node);

  /**
   * The nodes whose members the map keeps the shard on now, the primary first. Changes when members
   * come and go; a copy that is on its way there does not have everything yet. Empty while the map
   * is not laid out: whoever asks first has it spread over the members that are here then.
   */
  List<UUID> replicas(ShardId shard);

  /** Tells when the map keeps shards elsewhere; on a thread that must not be blocked. */
  AutoCloseable onMoved(Runnable moved);

  /**
   * How fast whole shards are copied when members come and go. A member was lost a moment ago, or
   * nothing is urgent, or one leaves when its copies are with others.
   */
  enum Pace {
    /** After what is more urgent, ten seconds later at most. */
    LATER,
    /** With pauses, so that calls hardly feel it. */
    SLOWLY,
    /** As fast as it goes. */
    AT_ONCE
  }

  /**
   * Says how fast the map may copy; slowly if nobody says. Asked again and again, on a thread that
   * waits meanwhile, and on one member only. To be called once.
   */
  void copiesAt(Supplier<Pace> pace);

  /** This node's id, which it keeps for life. */
  UUID node();

  /**
   * Reads the entries of a shard part by part, in no particular order, without holding up the
   * partition for long. To be called by the holder only, with no request under way: an entry
   * written meanwhile may be missed.
   *
   * @param position null for the first part, then what the last part said
   * @param limit how many entries to look at, those of other shards in the partition included; a
   *     part may be empty or a few entries longer, and says by its position whether it is the last
   */
  CompletionStage<Part> read(ShardId shard, Position position, int limit);

  /** Forgets a service: all its shards, their headers included, here and in the local stores. */
  CompletionStage<Void> discard(String service, UUID incarnation);

  /** This member's UUID, new at every start. */
  UUID member();

  /** Where a read goes on; made and understood by the map alone. */
  interface Position {}

  /**
   * Part of a shard.
   *
   * @param next where the next part begins, or null if this was the last
   * @param header the header under which they were read, or null if the shard is not there
   */
  record Part(List<Entry> entries, Position next, Header header) {}
}
