package dev.baton.launcher;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.util.tracker.ServiceTracker;

/**
 * A running framework with the distribution's bundles.
 *
 * <table>
 * <caption>A node's life</caption>
 * <tr><th>phase<th>what happens<th>on failure<th>clients
 * <tr><td>install<td>all bundles of {@code system/}<td>the process ends, status 1<td>refused
 * <tr><td>start<td>level after level, all but the last<td>as above, naming the bundle<td>refused
 * <tr><td>boot<td>the service bundles come back with their state<td>as above<td>refused
 * <tr><td>wait<td>while a majority of the cluster's nodes is not here: it is said whom the node waits
 * for, and the HTTP server is open<td>it waits on<td>told so, with 503
 * <tr><td>open<td>the last level: the HTTP server<td>as above<td>served
 * <tr><td>stop<td>levels downwards, so the HTTP server first<td>halted, naming the bundle that
 * hangs<td>refused
 * </table>
 */
final class Node {

  private static final String SERVICES_READY =
      "(&(objectClass=dev.baton.container.Services)(baton.ready=true))";
  private static final String WAITS = "(&(objectClass=dev.baton.container.Nodes)(baton.waits=*))";
  private static final String VOTES =
      "(&(objectClass=dev.baton.container.cluster.Ledger)(baton.witness=*))";
  private static final long LOOK_AGAIN_MS = 100;
  private static final String BEFORE_STOP = "dev.baton.container.BeforeStop";
  private static final String HTTP_OPEN =
      "(&(objectClass=org.osgi.service.servlet.runtime.HttpServiceRuntime)(osgi.http.endpoint=*))";

  private static final String NOT_BACK = "The services did not come back";

  private final Framework framework;
  private final Duration patience;
  private volatile boolean stopping;

  /**
   * @param framework initialised, not started
   * @param patience how long the services may take to come back, and the HTTP server to open
   */
  Node(Framework framework, Duration patience) {
    this.framework = framework;
    this.patience = patience;
  }

  /**
   * Starts everything and lets clients in.
   *
   * @param port the HTTP port, held until its bundle is about to listen on it
   * @param whileItWaits told for whom the node waits, if it does
   * @return true if clients are served; false if the node was stopped while it started
   */
  boolean start(SystemBundles system, HttpAddress.Reservation port, Consumer<String> whileItWaits)
      throws RefusedStart, BundleException, InterruptedException, IOException {
    try {
      startAll(system, port, whileItWaits);
      return true;
    } catch (RefusedStart | BundleException | IllegalStateException e) {
      if (isStopped()) {
        return false; // bundles that fail in a stopping framework say nothing about themselves
      }
      throw e;
    }
  }

  private void startAll(
      SystemBundles system, HttpAddress.Reservation port, Consumer<String> whileItWaits)
      throws RefusedStart, BundleException, InterruptedException, IOException {
    List<Bundle> bundles = system.installInto(framework.getBundleContext());
    framework.start();
    requireActive(bundles, system.doorLevel() - 1);
    await("(|" + SERVICES_READY + WAITS + ")", NOT_BACK);
    Optional<String> waits = waits();
    port.close();
    open(system.doorLevel());
    requireActive(bundles, system.doorLevel());
    await(HTTP_OPEN, "The HTTP server did not open " + port.address());
    waits.ifPresent(whileItWaits);
    awaitServices();
  }

  /**
   * Starts everything but the HTTP server and waits until it votes, as long as it takes.
   *
   * @return the nodes with which it votes; empty if it was stopped while it started
   */
  Optional<String> vote(SystemBundles system)
      throws RefusedStart, BundleException, InterruptedException {
    try {
      List<Bundle> bundles = system.installInto(framework.getBundleContext());
      framework.start();
      requireActive(bundles, system.doorLevel() - 1);
      while (true) {
        Optional<String> nodes = property(VOTES, "baton.witness");
        if (nodes.isPresent()) {
          return nodes;
        }
        framework.waitForStop(LOOK_AGAIN_MS);
        if (framework.getState() != Bundle.ACTIVE) {
          return Optional.empty();
        }
      }
    } catch (RefusedStart | BundleException | IllegalStateException e) {
      if (isStopped()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** As long as it takes while the node waits for others, else as long as its patience lasts. */
  private void awaitServices() throws InterruptedException, RefusedStart {
    while (true) {
      try {
        await(SERVICES_READY, NOT_BACK);
        return;
      } catch (RefusedStart late) {
        if (waits().isEmpty()) {
          throw late;
        }
      }
    }
  }

  private Optional<String> waits() {
    return property(WAITS, "baton.waits");
  }

  private Optional<String> property(String filter, String name) {
    try {
      ServiceReference<?>[] found =
          framework.getBundleContext().getServiceReferences((String) null, filter);
      return Optional.ofNullable(found).map(each -> (String) each[0].getProperty(name));
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private void open(int level) throws InterruptedException, RefusedStart {
    requireNotStopped();
    CountDownLatch reached = new CountDownLatch(1);
    framework.adapt(FrameworkStartLevel.class).setStartLevel(level, event -> reached.countDown());
    if (!await(millis -> reached.await(millis, TimeUnit.MILLISECONDS))) {
      throw RefusedStart.failed(
          "Start level " + level + " was not reached within " + patience.toSeconds() + " s", null);
    }
  }

  /** Something that can be waited for. */
  private interface Awaited {
    boolean within(long millis) throws InterruptedException;
  }

  /**
   * Waits for as long as the node's patience lasts, or until it is stopped.
   *
   * @throws IllegalStateException if it is
   */
  private boolean await(Awaited what) throws InterruptedException {
    long begun = System.nanoTime();
    while (!what.within(LOOK_AGAIN_MS)) {
      requireNotStopped();
      if (System.nanoTime() - begun > patience.toNanos()) {
        return false;
      }
    }
    return true;
  }

  /** By whoever stops the framework: a signal, or a bundle that has the node begin anew. */
  private boolean isStopped() {
    return stopping || (framework.getState() & (Bundle.STARTING | Bundle.ACTIVE)) == 0;
  }

  private void requireNotStopped() {
    if (isStopped()) {
      throw new IllegalStateException("The node was stopped while it started");
    }
  }

  private void requireActive(List<Bundle> bundles, int level) throws RefusedStart {
    requireNotStopped();
    List<String> failures = new ArrayList<>();
    for (Bundle bundle : bundles) {
      boolean due = bundle.adapt(BundleStartLevel.class).getStartLevel() <= level;
      int started = Bundle.ACTIVE | Bundle.STARTING; // STARTING: activated by its first class load
      if (due && (bundle.getState() & started) == 0) {
        failures.add("\n  " + bundle.getSymbolicName() + ": " + whyNotStarted(bundle));
      }
    }
    if (!failures.isEmpty()) {
      throw RefusedStart.failed("These bundles do not start:" + String.join("", failures), null);
    }
  }

  /** The framework tells its listeners only, and late; asked once more, it tells the caller. */
  private static String whyNotStarted(Bundle bundle) {
    try {
      bundle.start(Bundle.START_TRANSIENT);
      return "started at the second attempt only";
    } catch (BundleException e) {
      return e.getCause() == null ? e.getMessage() : e.getMessage() + " " + e.getCause();
    }
  }

  private void await(String filter, String otherwise) throws InterruptedException, RefusedStart {
    ServiceTracker<Object, Object> tracker;
    try {
      tracker =
          new ServiceTracker<>(
              framework.getBundleContext(),
              framework.getBundleContext().createFilter(filter),
              null);
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
    tracker.open();
    try {
      if (!await(millis -> tracker.waitForService(millis) != null)) {
        throw RefusedStart.failed(otherwise + " within " + patience.toSeconds() + " s", null);
      }
    } finally {
      tracker.close();
    }
  }

  /** Waits until somebody has stopped the framework. */
  void awaitEnd() throws InterruptedException {
    framework.waitForStop(0);
  }

  /**
   * Has the bundles do what they do before they stop, while clients are still served; whatever it
   * is, the stop follows.
   *
   * @param limit how long that may take
   */
  void beforeStop(Duration limit) throws InterruptedException {
    BundleContext context = framework.getBundleContext();
    List<Thread> threads = new ArrayList<>();
    try {
      ServiceReference<?>[] found = context.getServiceReferences(BEFORE_STOP, null);
      for (ServiceReference<?> each : found == null ? new ServiceReference<?>[0] : found) {
        Runnable before = (Runnable) context.getService(each);
        if (before != null) {
          Thread thread = new Thread(before, "baton-before-stop");
          thread.setDaemon(true);
          thread.start();
          threads.add(thread);
        }
      }
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    } catch (IllegalStateException stopped) {
      return; // somebody has stopped the framework already
    }
    long deadline = System.nanoTime() + limit.toNanos();
    for (Thread thread : threads) {
      thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
    }
  }

  /**
   * Stops all bundles, the HTTP server first.
   *
   * @return the bundles that hang; empty if the node has stopped
   */
  List<String> stop(Duration limit) throws BundleException, InterruptedException {
    stopping = true;
    framework.stop();
    FrameworkEvent event = framework.waitForStop(limit.toMillis());
    List<String> hanging = new ArrayList<>();
    if (event.getType() == FrameworkEvent.WAIT_TIMEDOUT) {
      for (Bundle bundle : framework.getBundleContext().getBundles()) {
        if (bundle != framework
            && (bundle.getState() == Bundle.STOPPING || bundle.getState() == Bundle.STARTING)) {
          hanging.add(bundle.getSymbolicName() + " " + bundle.getVersion());
        }
      }
      if (hanging.isEmpty()) {
        hanging.add("the framework");
      }
    }
    return hanging;
  }
}
