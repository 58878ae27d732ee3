package dev.baton.container.cluster.member;

import dev.baton.container.BeforeStop;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where clients come in over HTTP. A node that leaves asks each of them to close the connection, so
 * that they go elsewhere by themselves; one that has left lets nobody in any more, and stops when
 * those who are inside have been answered: a connection that is cut tells nobody what became of the
 * call on it.
 *
 * <table>
 * <caption>A request, and the answer</caption>
 * <tr><th>the node</th><th>it is</th><th>the connection</th></tr>
 * <tr><td>serves</td><td>served</td><td>kept</td></tr>
 * <tr><td>leaves</td><td>served</td><td>closed after the answer</td></tr>
 * <tr><td>has left</td><td>503 with Retry-After: not executed</td><td>closed after the answer</td></tr>
 * </table>
 */
final class Door extends HttpFilter implements BeforeStop {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(Door.class);

  /** The launcher waits for a little longer. */
  private static final Duration LEAVE_LIMIT = Duration.ofSeconds(32);

  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(6);

  /** For requests that are on the wire when it is shut. */
  private static final Duration LATECOMERS = Duration.ofMillis(100);

  private static final long LOOK_AGAIN_MS = 10;

  private final transient BooleanSupplier leaving;
  private final transient BooleanSupplier left;
  private final AtomicInteger inside = new AtomicInteger();
  private volatile boolean shut;

  /**
   * @param leaving whether the node hands over what it holds, to stop then
   * @param left whether it holds nothing any more, or never held anything
   */
  Door(BooleanSupplier leaving, BooleanSupplier left) {
    this.leaving = leaving;
    this.left = left;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    inside.incrementAndGet();
    try {
      if (shut || leaving.getAsBoolean()) {
        response.setHeader("Connection", "close");
      }
      if (shut) {
        Unavailable.answer(response, "Not executed: this node stops");
      } else {
        chain.doFilter(request, response);
      }
    } catch (EOFException failed) {
      if (!isOfConnection(failed)) {
        throw failed;
      }
      LOG.debug("A client has gone before its answer", failed);
    } finally {
      inside.decrementAndGet();
    }
  }

  /** Whether the client has gone: nobody is there to be told, and nothing failed here. */
  private static boolean isOfConnection(EOFException failed) {
    return failed.getClass().getName().startsWith("org.eclipse.jetty.");
  }

  /** Before the node stops: waits until it has left and everybody inside has been answered. */
  @Override
  public void run() {
    try {
      await(left, LEAVE_LIMIT);
      shut = true;
      if (!await(() -> inside.get() == 0, ANSWER_LIMIT)) {
        LOG.warn("{} requests are cut off: the node stops", inside.get());
      }
      TimeUnit.MILLISECONDS.sleep(LATECOMERS.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean await(BooleanSupplier what, Duration limit) throws InterruptedException {
    long begun = System.nanoTime();
    while (!what.getAsBoolean()) {
      if (System.nanoTime() - begun > limit.toNanos()) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MS);
    }
    return true;
  }
}
