package dev.baton.container.upgrade.route;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** The way to other nodes, by the members they are. Thread-safe; nothing here blocks. */
public interface Line {

  /** The member that this node is. */
  UUID self();

  /** What a member is called, for messages; also of one that has left. */
  String name(UUID member);

  /**
   * Asks a member; there is no second attempt. The stage completes on any thread: with the answer;
   * with a {@link dev.baton.container.cluster.NotDeliveredException} if the question surely had no
   * effect; with anything else if that is not known.
   */
  CompletionStage<byte[]> ask(UUID member, byte[] question, Duration limit);
}
