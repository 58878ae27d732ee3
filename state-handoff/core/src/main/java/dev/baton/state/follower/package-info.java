/**
 * Followers: the tables of a version that catches up with the holder of a shard.
 *
 * <p>Read {@link dev.baton.state.follower.Follower} first. Batches arrive on the thread that
 * encoded them and are only queued there; they are decoded, migrated and applied by the thread that
 * owns the hand-off, or by the executor between its visits. Must not know the handoff map.
 */
@Export
@Version("1.0.0")
package dev.baton.state.follower;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
