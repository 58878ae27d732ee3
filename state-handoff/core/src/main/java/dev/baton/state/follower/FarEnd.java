package dev.baton.state.follower;

import dev.baton.state.table.Copied;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The way from a holder to its follower on another node. Used by one thread at a time; each method
 * blocks until the other node has done it, within a limit.
 *
 * <p>Every method throws {@link FarEndException} if the other node did not do it, or may not have.
 */
@ConsumerType
public interface FarEnd {

  /** The other node's member. */
  UUID member();

  /** Loads entries; those that a batch has touched stay as they are. */
  void load(List<Copied> entries);

  /** Says that everything has been loaded. */
  void loaded();

  /** Applies a batch, in the order of the batches. */
  void apply(List<Copied> batch);

  /** The digests of the follower's tables. */
  Map<String, Long> digests();

  /** Has the other node let the tables go; returns at once, whatever becomes of it. */
  void cancel();
}
