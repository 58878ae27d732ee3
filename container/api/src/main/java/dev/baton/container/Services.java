package dev.baton.container;

import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The operator's verbs on the service bundles of this node; an OSGi service. Thread-safe.
 *
 * <p>A method that returns an {@link Act} returns at once; the act goes on by itself. What is
 * refused completes the act with {@link RefusedException}, whose message says what is wrong and
 * what still serves; nothing was changed then. One act per service runs at a time.
 */
@ProviderType
public interface Services {

  /** Installs a new service bundle, or a library bundle such as an API. */
  Act deploy(Path file);

  /** Replaces a service's version by the one in the file, and hands its state over. */
  Act upgrade(Path file, HandoffOptions options);

  /** Ends an upgrade or rollback that was held: the old version is removed. */
  Act finish(String service);

  /** Ends an upgrade or rollback that is running or held: the old version serves again. */
  Act abort(String service);

  /**
   * Hands a service back to an earlier version, with every write made since.
   *
   * @param version the version, or null for the one before
   */
  Act rollback(String service, String version, HandoffOptions options);

  /** Removes a service; its state is kept for a later deploy unless it is discarded. */
  Act undeploy(String service, boolean discardState);

  /**
   * Looks at a file as {@link #deploy} or {@link #upgrade} would, and changes nothing.
   *
   * @param staticOnly true to look at the files alone; false to stage the bundle and remove it
   *     again
   */
  Act check(Path file, boolean staticOnly);

  /** What this node runs. */
  NodeStatus status();

  /**
   * @throws RefusedException if there is no such service; names those there are
   */
  ServiceStatus status(String service);

  /** The act that runs on a service, or null. */
  Act running(String service);

  /** The tables of a service, with their sizes. */
  List<TableStatus> tables(String service);

  /**
   * The entries of a table as JSON texts, at most {@code limit}.
   *
   * @param key the text form of one key, or null for all
   */
  List<EntryView> entries(String service, String table, String key, int limit);
}
