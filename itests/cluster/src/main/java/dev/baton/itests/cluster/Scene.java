package dev.baton.itests.cluster;

import dev.baton.itests.Distribution;
import dev.baton.itests.clients.Clients;
import dev.baton.itests.clients.Load;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/**
 * Where a story is played: gives it nodes and clients, and ends them after it. If the story fails,
 * the data and the output of its nodes are kept, with status and threads of that moment, and the
 * failure says where; else they are deleted.
 */
public final class Scene
    implements BeforeEachCallback,
        LifecycleMethodExecutionExceptionHandler,
        TestExecutionExceptionHandler,
        AfterEachCallback {

  /** Where everything goes. */
  public static final Path TARGET = Path.of("target", "stories").toAbsolutePath();

  private static final String KEY = "the key of all stories' clusters";

  private static Distribution distribution;

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private Path directory;
  private boolean keep;

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    directory =
        TARGET
            .resolve(context.getRequiredTestClass().getSimpleName())
            .resolve(context.getRequiredTestMethod().getName());
    Node.delete(directory);
  }

  /** Nodes on loopback, not started. */
  public Nodes nodes(int count) throws Exception {
    return closing(Nodes.on(distribution(), directory, count));
  }

  /** Nodes in a network, not started. */
  public Nodes nodes(int count, Network network) throws Exception {
    return closing(new Nodes(distribution(), directory, network::addHost)).grow(count);
  }

  /** A network; the story says {@link InOwnNetwork}. */
  public Network network() throws Exception {
    return closing(new Network());
  }

  /** Clients of these nodes, started. */
  public Clients clients(List<Node> nodes, Load load) {
    return closing(Clients.start(nodes, load));
  }

  /** Deletes a directory, if it is there, with all there is in it. */
  public static void delete(Path directory) throws IOException {
    Node.delete(directory);
  }

  private <T extends AutoCloseable> T closing(T resource) {
    open.push(resource);
    return resource;
  }

  /** What the build has made, unpacked. */
  public static synchronized Distribution distribution() throws Exception {
    if (distribution == null) {
      distribution = Distribution.unpackOnce(TARGET.resolve("baton"));
      // Nodes beyond loopback make none by themselves.
      Files.writeString(distribution.home().resolve("conf").resolve("cluster.key"), KEY);
    }
    return distribution;
  }

  @Override
  public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    throw kept(failure);
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    throw kept(failure);
  }

  /** The failure, and where to look for its cause. */
  private Throwable kept(Throwable failure) throws IOException, InterruptedException {
    if (failure instanceof TestAbortedException || !Files.exists(directory)) {
      return failure;
    }
    keep = true;
    for (AutoCloseable resource : open) {
      if (resource instanceof Nodes nodes) {
        nodes.examine();
      }
    }
    return new AssertionError(
        failure + "\nThe nodes' data, output and threads: " + directory, failure);
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    Exception failed = null;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        if (failed == null) {
          failed = e;
        } else {
          failed.addSuppressed(e);
        }
      }
    }
    if (failed != null) {
      throw failed;
    }
    if (!keep) {
      Node.delete(directory);
    }
  }
}
