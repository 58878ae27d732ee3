package dev.baton.container.upgrade.stage;

import dev.baton.container.RefusedException;
import dev.baton.container.gate.Gates;
import dev.baton.container.gate.ServiceVersion;
import dev.baton.container.upgrade.act.BundleThreads;
import dev.baton.state.step.Step;
import dev.baton.state.table.VersionState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts and readies installed versions of service bundles behind the gate, and removes them.
 *
 * <p>Called by one act at a time for a service; blocks for {@link #START_LIMIT} and {@link
 * #READY_LIMIT} at most. Whatever fails, the bundle is uninstalled again, unless its own code
 * hangs.
 */
public final class Staging {
  private static final Logger LOG = LoggerFactory.getLogger(Staging.class);
  private static final Duration START_LIMIT = Duration.ofSeconds(10);
  private static final Duration READY_LIMIT = Duration.ofSeconds(5);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
  private static final long LOOK_AGAIN_MS = 10;

  private final Gates gates;
  private final Components components;
  private final StateServices states;
  private final BundleThreads threads;

  public Staging(
      Gates gates, ServiceComponentRuntime runtime, StateServices states, BundleThreads threads) {
    this.gates = gates;
    this.components = new Components(runtime);
    this.states = states;
    this.threads = threads;
  }

  /** Makes a service's {@link dev.baton.state.table.ShardCaller}. */
  @FunctionalInterface
  public interface Callers {
    <R> R call(String version, int shard, java.util.function.Supplier<R> body);
  }

  /**
   * Starts an installed service bundle behind the gate; it is not ready yet.
   *
   * @throws RefusedException if its activator throws or hangs; it is uninstalled again
   */
  public StagedVersion start(Installed installed, Callers callers) throws InterruptedException {
    Bundle bundle = installed.bundle();
    String service = bundle.getSymbolicName();
    String version = bundle.getVersion().toString();
    ServiceVersion behindGate = gates.manage(bundle, service, version);
    OwnTables tables = new OwnTables();
    VersionState state =
        new VersionState(
            service,
            version,
            installed.shards(),
            tables,
            new dev.baton.state.table.ShardCaller() {
              @Override
              public <R> R call(int shard, java.util.function.Supplier<R> body) {
                return callers.call(version, shard, body);
              }
            });
    tables.of(state);
    states.give(bundle, state);
    StagedVersion staged = new StagedVersion(behindGate, state, threads);
    try {
      run(
          "start of " + staged.label(),
          START_LIMIT,
          bundle,
          () -> bundle.start(Bundle.START_TRANSIENT));
      Step.VERSION_STARTED.reached();
      return staged;
    } catch (RefusedException refused) {
      remove(staged);
      throw refused;
    }
  }

  /**
   * Fetches all services of a started version, and waits until it could serve.
   *
   * @param patience how long an unsatisfied component is waited for
   * @throws RefusedException if it cannot; says what is missing. It is still started
   */
  public void ready(StagedVersion staged, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      List<String> problems = problems(staged);
      if (problems.isEmpty()) {
        break;
      }
      if (System.nanoTime() - deadline > 0
          || problems.stream().anyMatch(p -> p.contains("failed"))) {
        throw new RefusedException(
            staged.label() + " cannot serve: " + String.join("; ", problems));
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MS);
    }
    staged.state().closeDeclarations();
    if (staged.behindGate().hasShardKeys()
        && staged.state().shards() == 1
        && Wiring.declaredServices(staged.bundle()).isEmpty()) {
      throw new RefusedException(
          staged.label()
              + " has shard keys, and its manifest does not say so: add Provide-Capability"
              + " dev.baton.service;shards:Long=64, or osgi.service with its interface");
    }
    Step.SERVICES_FETCHED.reached();
  }

  /** As {@link #ready(StagedVersion, Duration)}, with the patience of an operator. */
  public void ready(StagedVersion staged) throws InterruptedException {
    ready(staged, READY_LIMIT);
  }

  private List<String> problems(StagedVersion staged) throws InterruptedException {
    List<String> problems = new ArrayList<>(components.problems(staged.bundle()));
    if (!problems.isEmpty()) {
      return problems;
    }
    List<String> fetched = new ArrayList<>();
    run(
        "activation of " + staged.label(),
        START_LIMIT,
        staged.bundle(),
        () -> fetched.addAll(staged.behindGate().fetch()));
    problems.addAll(components.problems(staged.bundle()));
    return problems.isEmpty() ? fetched : problems;
  }

  /** Calls {@code init} of the version's servlets before it serves. */
  public void prepare(StagedVersion staged) throws InterruptedException {
    List<String> problems = new ArrayList<>();
    run(
        "init of " + staged.label(),
        START_LIMIT,
        staged.bundle(),
        () -> problems.addAll(staged.behindGate().prepare()));
    if (!problems.isEmpty()) {
      throw new RefusedException(staged.label() + " cannot serve: " + String.join("; ", problems));
    }
  }

  /** Stops and uninstalls a version that does not serve; what hangs is left behind. */
  public void remove(StagedVersion staged) throws InterruptedException {
    Bundle bundle = staged.bundle();
    try {
      run("release of " + staged.label(), STOP_LIMIT, bundle, () -> staged.behindGate().release());
      run("stop of " + staged.label(), STOP_LIMIT, bundle, () -> stop(bundle));
      Step.OLD_VERSION_STOPPED.reached();
      run(
          "uninstall of " + staged.label(),
          STOP_LIMIT,
          bundle,
          () -> Installation.uninstall(bundle));
      Step.OLD_VERSION_UNINSTALLED.reached();
    } catch (RefusedException stuck) {
      LOG.warn("{}", stuck.getMessage());
    } finally {
      states.take(bundle);
    }
  }

  private static void stop(Bundle bundle) throws BundleException {
    if (bundle.getState() != Bundle.UNINSTALLED) {
      bundle.stop(Bundle.STOP_TRANSIENT);
    }
  }

  private void run(String what, Duration limit, Bundle bundle, BundleAction action)
      throws InterruptedException {
    BundleWiring wires = bundle.adapt(BundleWiring.class);
    try {
      threads.run(
          what,
          limit,
          wires == null ? null : wires.getClassLoader(),
          () -> {
            action.run();
            return null;
          });
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      throw new RefusedException(what + " failed: " + rootOf(cause), null);
    }
  }

  private static String rootOf(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root.toString();
  }

  @FunctionalInterface
  private interface BundleAction {
    void run() throws BundleException;
  }
}
