package dev.baton.container.cluster;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * This node's right to answer from what it holds, without asking anybody else: a majority of the
 * voters granted it a moment ago. An OSGi service, also on a node that is alone. Thread-safe.
 */
@ProviderType
public interface Lease {

  /** Whether the right holds at this very moment. Cheap: ask before each answer. */
  boolean mayAnswer();

  /**
   * How long the right can hold at most after it was last asked for: who takes over from a node
   * that is recorded as gone waits as long, from when the record stood, unless it hears {@link
   * #left} before.
   */
  Duration limit();

  /**
   * How long a member that is recorded as gone may still hold the right: those who recorded it
   * grant it no more, and a majority of them says when it did for the last time. Nothing blocks.
   *
   * @return the time from its completion, zero if the right is over; never completes if no majority
   *     answers while {@link #limit} passes
   */
  CompletionStage<Duration> left(UUID member);
}
