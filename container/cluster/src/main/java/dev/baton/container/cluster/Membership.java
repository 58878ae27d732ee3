package dev.baton.container.cluster;

import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Who belongs to the cluster, as the {@link Ledger} records it. A node that starts is recorded
 * without being asked to, and one that is gone is recorded as out by one that lives; only stopping,
 * and being gone for good, takes a word. An OSGi service; thread-safe; nothing here blocks.
 */
@ProviderType
public interface Membership {

  /**
   * Records that this node is about to stop, which nothing takes back but its next start: nobody
   * hands it anything, and it hands what it holds to others.
   *
   * @return completed when that stands
   */
  CompletionStage<Snapshot> beginStop();

  /**
   * Records that a node is gone for good, on an operator's word. Of a roster of two, the other one
   * alone may do that.
   *
   * @return fails with an {@link IllegalStateException} if the node is there, or unknown; nothing
   *     was changed
   */
  CompletionStage<Snapshot> forget(UUID node);
}
