package dev.baton.container.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The nodes that are there now, and a way to ask them. An OSGi service, also on a node that is
 * alone. Thread-safe; nothing here blocks.
 *
 * <p>Nodes see others come and go at different times, and a node that is cut off sees all others
 * go: who is there decides nothing. What must be agreed on is the {@link Ledger}'s.
 */
@ProviderType
public interface Cluster {

  /** This node, or this witness. */
  Peer self();

  /**
   * The nodes that are there and keep state, the one that came first at the beginning, this one
   * included.
   */
  List<Peer> peers();

  /** The peer of this member, if it is there now; asked with every call to another node. */
  default Optional<Peer> peer(UUID member) {
    return peers().stream().filter(peer -> peer.member().equals(member)).findFirst();
  }

  /** Whether this is the member of a peer that is there now. */
  default boolean isThere(UUID member) {
    return peer(member).isPresent();
  }

  /** Everybody who is there and votes: the {@link #peers}, and the witness if there is one. */
  default List<Peer> members() {
    return peers();
  }

  /**
   * Has this called after somebody came or went, on a thread of the member: it must not block.
   *
   * @return closes the subscription
   */
  AutoCloseable onChange(Runnable changed);

  /**
   * Asks a peer, this node itself included; there is no second attempt.
   *
   * <p>The stage completes on any thread: with the answer; or with a {@link NotDeliveredException}
   * if the peer surely never began to answer (it is gone before the question leaves, or nobody
   * answers this channel there), a {@link PeerFailedException} if it failed to, or else an {@link
   * dev.baton.state.map.OutcomeUnknownException} (no answer within the limit, or the peer left).
   *
   * @param limit how long to wait for the answer; positive
   */
  CompletionStage<byte[]> ask(Peer peer, String channel, byte[] question, Duration limit);

  /**
   * Answers what is asked on a channel, from now on.
   *
   * @return closes the channel
   * @throws IllegalStateException if somebody answers this channel already
   */
  AutoCloseable answer(String channel, Answerer answerer);
}
