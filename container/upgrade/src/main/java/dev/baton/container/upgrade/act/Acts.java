package dev.baton.container.upgrade.act;

import dev.baton.container.Act;
import dev.baton.container.RefusedException;
import dev.baton.container.Report;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs acts, each on a thread of its own, and at most one for each service. Thread-safe. */
public final class Acts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Acts.class);

  private final Map<String, RunningAct> running = new ConcurrentHashMap<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          body -> {
            Thread thread = new Thread(body, "baton-act");
            thread.setDaemon(true);
            return thread;
          });

  /** What an act does; runs on the act's thread. */
  @FunctionalInterface
  public interface Body {
    /**
     * @throws RefusedException with the words for the operator
     */
    Report run(RunningAct act) throws Exception;
  }

  /**
   * Starts an act on a service and returns it; if another one runs there, the act returned has
   * failed already and says which.
   */
  public Act start(String service, String title, Body body) {
    return start(service, new RunningAct(title), body);
  }

  /** As {@link #start(String, String, Body)}, of an act that was made before. */
  public Act start(String service, RunningAct act, Body body) {
    RunningAct other = running.putIfAbsent(service, act);
    if (other != null) {
      act.fail(
          new RefusedException(
              "'"
                  + other.title()
                  + "' is under way on "
                  + service
                  + "; one act at a time. It goes on"));
      return act;
    }
    try {
      threads.execute(() -> run(service, act, body));
    } catch (RejectedExecutionException stopped) {
      running.remove(service, act);
      act.fail(new RefusedException("The node is stopping; nothing was changed", stopped));
    }
    return act;
  }

  /** An act that failed before it began. */
  public static Act refused(String title, RefusedException reason) {
    RunningAct act = new RunningAct(title);
    act.fail(reason);
    return act;
  }

  /** The act that runs on a service, or null. */
  public RunningAct running(String service) {
    return running.get(service);
  }

  private void run(String service, RunningAct act, Body body) {
    Thread.currentThread().setName("baton-act " + act.title());
    try (Rollout.Work ignored = Rollout.work(act.rollout())) {
      runInRollout(service, act, body);
    }
  }

  private void runInRollout(String service, RunningAct act, Body body) {
    try {
      Report report = body.run(act);
      running.remove(service, act);
      act.succeed(report);
    } catch (RefusedException refused) {
      running.remove(service, act);
      act.fail(refused);
    } catch (InterruptedException | CancellationException stopped) {
      running.remove(service, act);
      act.fail(
          new RefusedException(act.title() + " was interrupted: the node is stopping", stopped));
      Thread.currentThread().interrupt();
    } catch (Exception | Error broken) {
      LOG.error("{} broke", act.title(), broken);
      running.remove(service, act);
      act.fail(
          new RefusedException(
              act.title() + " broke: " + broken + "; the node's log has the details", broken));
    }
  }

  /** Interrupts what runs; what was not finished is resolved at the next start. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
