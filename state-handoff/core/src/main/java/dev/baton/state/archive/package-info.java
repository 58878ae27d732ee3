/**
 * A shard in a file that stands for itself: what a backup is made of, and what is left of the side
 * of a split that did not go on.
 *
 * <p>Read {@link dev.baton.state.archive.ShardFile} first. A file is written once, from its
 * beginning to its end, and whatever is not exactly what was written is refused. Used by one thread
 * at a time; blocking file access on the caller's thread. Must not know tables or Hazelcast.
 */
@Export
@Version("1.0.0")
package dev.baton.state.archive;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
