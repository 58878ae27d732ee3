package dev.baton.container.cluster;

import java.time.Duration;
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
   * that is recorded as gone waits as long, from when the record stood.
   */
  Duration limit();
}
