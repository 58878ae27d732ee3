package dev.baton.container.cluster;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One small document that a majority of the roster agrees on, value after value, for the whole
 * cluster. An OSGi service, also on a node that is alone and is its own majority. Thread-safe;
 * nothing here blocks.
 *
 * <p>What an amendment recorded is on the disks of a majority and is never taken back.
 */
@ProviderType
public interface Ledger {

  /**
   * The newest value that this node knows to stand. Others may have recorded newer ones; {@link
   * #amend} with a function that changes nothing asks a majority whether they have.
   */
  Snapshot now();

  /**
   * Records what the function makes of the newest entries.
   *
   * <p>The function is pure: it runs on any thread, again when somebody else's amendment came
   * first, and once more when the outcome of an attempt was open. It must not change the map that
   * it is given; it returns the same map for "nothing to do". If it throws, nothing is recorded and
   * the stage fails with what it threw.
   *
   * @return completed with the value in which the change stands, or with the newest if there was
   *     nothing to do; stays open while no majority is here ({@link #waitsFor}), and fails only if
   *     this node stops or its store has failed, with the outcome unknown
   */
  CompletionStage<Snapshot> amend(UnaryOperator<Map<String, byte[]>> change);

  /**
   * Has this called after {@link #now} has changed, on a thread of the ledger: it must not block.
   *
   * @return closes the subscription
   */
  AutoCloseable onChange(Runnable changed);

  /** Whom this node waits for before anything can be recorded, in words; empty if for nobody. */
  Optional<String> waitsFor();
}
