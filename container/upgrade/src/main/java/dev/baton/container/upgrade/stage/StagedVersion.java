package dev.baton.container.upgrade.stage;

import dev.baton.container.RefusedException;
import dev.baton.container.gate.Occupant;
import dev.baton.container.gate.ServiceVersion;
import dev.baton.container.gate.ShardGate;
import dev.baton.container.upgrade.act.BundleThreads;
import dev.baton.state.HandoffListener;
import dev.baton.state.shard.Shard;
import dev.baton.state.table.ShardTables;
import dev.baton.state.table.VersionState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** A version of a service bundle that is started behind the gate, whether it serves or not. */
public final class StagedVersion {
  private static final Duration CALLBACK_LIMIT = Duration.ofSeconds(5);

  private final ServiceVersion behindGate;
  private final VersionState state;
  private final BundleThreads threads;

  StagedVersion(ServiceVersion behindGate, VersionState state, BundleThreads threads) {
    this.behindGate = behindGate;
    this.state = state;
    this.threads = threads;
  }

  public String version() {
    return behindGate.version();
  }

  /** Name and version, for messages. */
  public String label() {
    return behindGate.service() + " " + behindGate.version();
  }

  public Bundle bundle() {
    return behindGate.bundle();
  }

  /** What it declared of its state. */
  public VersionState state() {
    return state;
  }

  /** Its services, as the gate has them. */
  public ServiceVersion behindGate() {
    return behindGate;
  }

  /** Whether it keeps state in tables. */
  public boolean stateful() {
    return !state.tables().isEmpty();
  }

  /** What stands behind a shard's gate when this version holds it with these tables. */
  public Occupant occupant(Shard shard, ShardTables tables) {
    return behindGate.occupant(shard.id().number(), new ShardCustody(shard, tables));
  }

  /** What stands behind the gate of calls without a shard. */
  public Occupant unsharded() {
    return behindGate.occupant(-1, null);
  }

  /** Lets the bundle seed a new shard. */
  public void created(ShardGate gate, Occupant self, int shard) throws InterruptedException {
    tell("created", gate, self, shard, CALLBACK_LIMIT, l -> l.created(shard));
  }

  /**
   * Tells the bundle that it holds the shard from now on; the gate is closed for others.
   *
   * @throws RefusedException if it threw or did not return within the limit
   */
  public void tookOver(ShardGate gate, Occupant self, int shard) throws InterruptedException {
    tell("tookOver", gate, self, shard, CALLBACK_LIMIT, l -> l.tookOver(shard));
  }

  /**
   * Lets the bundle do its last call on the shard.
   *
   * @throws RefusedException if it threw or did not return within {@code limit}
   */
  public void handingOver(ShardGate gate, Occupant self, int shard, Duration limit)
      throws InterruptedException {
    tell("handingOver", gate, self, shard, limit, l -> l.handingOver(shard));
  }

  /** Calls nothing that hangs already: 64 shards would wait for it one after the other. */
  private void tell(
      String what,
      ShardGate gate,
      Occupant self,
      int shard,
      Duration limit,
      Consumer<HandoffListener> each)
      throws InterruptedException {
    List<HandoffListener> listeners = behindGate.listeners();
    if (listeners.isEmpty()) {
      return;
    }
    String callback = what + " of " + label();
    String title = callback + " for shard " + shard;
    List<String> stuck = threads.stuck(callback);
    if (!stuck.isEmpty()) {
      throw new RefusedException(title + " was not called: an earlier one is " + stuck.get(0));
    }
    try {
      threads.run(
          title,
          limit,
          bundle().adapt(BundleWiring.class).getClassLoader(),
          () -> {
            gate.runInside(self, what, () -> listeners.forEach(each));
            return null;
          });
    } catch (ExecutionException thrown) {
      throw new RefusedException(title + " threw " + thrown.getCause(), null);
    }
  }
}
