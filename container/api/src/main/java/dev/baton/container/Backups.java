package dev.baton.container;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Backups of everything that is deployed, with its state; an OSGi service, also on a node that is
 * alone. Thread-safe. Directories are those of the node that is asked.
 *
 * <p>Acts are as those of {@link Services}: what is refused completes them with {@link
 * RefusedException}.
 */
@ProviderType
public interface Backups {

  /**
   * Writes all libraries and services of the cluster into a directory, with the state: each shard
   * as of one instant after this call, with everything that was acknowledged before it. Services go
   * on serving.
   *
   * <p>The directory appears when everything is on disk. If anything fails, nothing is left.
   *
   * @param directory is not there, or empty
   */
  Act backup(Path directory);

  /**
   * Deploys what a backup holds, with its state. The backup is looked at as a whole first, and
   * refused if anything in it is not what was written, or if one of its services is here already. A
   * service that fails afterwards is not deployed; those before it are, and the message says so.
   *
   * @param service the one service to bring back, or null for all
   */
  Act restore(Path directory, String service);
}
