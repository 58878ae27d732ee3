package dev.baton.state.shard;

import dev.baton.state.StateMap;
import dev.baton.state.TableSpec;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.ShardId;
import dev.baton.state.table.ShardTables;
import dev.baton.state.table.VersionState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** What surrounds a shard in these tests: a fake map, a gate that counts, versions, calls. */
final class ShardWorld implements ShardHost, AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(10);
  static final ShardId ID = new ShardId("counter", 0);

  volatile boolean isIn = true;
  volatile boolean mayAnswer = true;
  final ExecutorService threads = Executors.newCachedThreadPool();
  final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
  final FakeMap map = new FakeMap(threads);
  final ShardEnvironment environment =
      new ShardEnvironment(
          map,
          shard -> null,
          () -> this.isIn,
          () -> this.mayAnswer,
          threads,
          scheduler,
          System::nanoTime,
          () -> ThreadLocalRandom.current().nextLong(),
          Duration.ofMillis(10),
          Duration.ofMillis(5));
  final List<String> events = new CopyOnWriteArrayList<>();
  final ThreadLocal<ShardTables> running = new ThreadLocal<>();
  volatile BiConsumer<ShardTables, Boolean> callback = (tables, created) -> {};
  volatile ShardTables served;

  /** A version of the service of one shard. */
  VersionState version(String version) {
    return new VersionState("counter", version, 1, running::get, this::call);
  }

  /** A version whose values are Long, of schema 1. */
  StateMap<String, Long> first(VersionState version) {
    StateMap<String, Long> map =
        version.api().map(TableSpec.of("counts", String.class, Long.class));
    version.closeDeclarations();
    return map;
  }

  /** A version whose values are records, of schema 2. */
  StateMap<String, Count> second(VersionState version) {
    StateMap<String, Count> map =
        version
            .api()
            .map(
                TableSpec.of("counts", String.class, Count.class)
                    .schema(2)
                    .upgradeFrom(1, Long.class, (key, n) -> new Count(n, "up"))
                    .downgradeTo(1, Long.class, (key, c) -> c.value()));
    version.closeDeclarations();
    return map;
  }

  /** The value of the second version. */
  record Count(long value, String note) {}

  LocalShard shard() {
    return new LocalShard(ID, environment, this);
  }

  private <R> R call(int shard, Supplier<R> body) {
    return running.get() != null ? body.get() : in(served, body);
  }

  /** Runs a body as a call that touches these tables, without waiting for them to be safe. */
  <R> R in(ShardTables tables, Supplier<R> body) {
    ShardTables outer = running.get();
    running.set(tables);
    try {
      return body.get();
    } finally {
      running.set(outer);
    }
  }

  /** Runs a body as a unit of a call that touches these tables. */
  void inUnit(ShardTables tables, VersionState version, Runnable body) {
    in(
        tables,
        () ->
            version
                .api()
                .atomically(
                    "unit",
                    () -> {
                      body.run();
                      return null;
                    }));
  }

  /** Runs a body as a whole call: its reply waits until what it wrote is safe. */
  <R> R call(LocalShard shard, Supplier<R> body) {
    R result = in(shard.tables(), body);
    shard.awaitSafe(shard.position(), SOON);
    return result;
  }

  @Override
  public void openGate(ShardId shard, ShardTables holder) {
    served = holder;
    events.add("open " + holder.version().version());
  }

  @Override
  public ShardTables alike() {
    return null;
  }

  @Override
  public void closeGate(ShardId shard) {
    events.add("close");
  }

  @Override
  public void takeOver(ShardId shard, ShardTables holder, boolean created) {
    events.add((created ? "created " : "tookOver ") + holder.version().version());
    in(
        holder,
        () -> {
          callback.accept(holder, created);
          return null;
        });
  }

  @Override
  public void handedOver(ShardId shard, Header to) {
    events.add("handed over to " + to.holder());
  }

  @Override
  public void replaced(ShardId shard, Header by) {
    events.add("replaced");
  }

  /** Waits for something that is going to happen. */
  static void eventually(BooleanSupplier condition) {
    long deadline = System.nanoTime() + SOON.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("It did not happen within " + SOON);
      }
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
    threads.shutdownNow();
  }
}
