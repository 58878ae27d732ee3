package dev.baton.bench.table;

import dev.baton.state.Durability;
import dev.baton.state.StateMap;
import dev.baton.state.TableSpec;
import dev.baton.state.table.CallScope;
import dev.baton.state.table.ShardCaller;
import dev.baton.state.table.ShardTables;
import dev.baton.state.table.VersionState;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Nanoseconds of one read and one write of a table, inside a call, against the map that it stands
 * for. What is written is taken and encoded meanwhile as often as for a table whose replies do not
 * wait, and sent nowhere.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class TableBench {
  private static final int KEYS = 100_000;
  private static final long FLUSH_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final String[] keys = new String[KEYS];
  private final ConcurrentMap<String, Long> map = new ConcurrentHashMap<>();
  private ShardTables shard;
  private StateMap<String, Long> table;
  private Thread flusher;
  private volatile boolean done;
  private int next;

  /** The only shard there is: every key is its own. */
  private final class OneShard implements CallScope, ShardCaller {
    @Override
    public ShardTables current() {
      return shard;
    }

    @Override
    public <R> R call(int number, Supplier<R> body) {
      return body.get();
    }
  }

  /** Fills both with the same entries. */
  @Setup
  public void setUp() {
    OneShard one = new OneShard();
    VersionState version = new VersionState("counter", "1.0.0", 1, one, one);
    table =
        version
            .api()
            .map(TableSpec.of("counts", String.class, Long.class).durability(Durability.ASYNC));
    version.closeDeclarations();
    shard = version.newTables(0, "sealed", null, System::nanoTime);
    shard.open();
    for (int i = 0; i < KEYS; i++) {
      keys[i] = "key-" + i;
      table.put(keys[i], 1000L);
      map.put(keys[i], 1000L);
    }
    flusher = new Thread(this::flush, "flusher");
    flusher.start();
  }

  private void flush() {
    try {
      while (!done) {
        shard.takeAndEncode(1, TimeUnit.SECONDS);
        LockSupport.parkNanos(FLUSH_NANOS);
      }
    } catch (TimeoutException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ends the flusher. */
  @TearDown
  public void tearDown() throws InterruptedException {
    done = true;
    flusher.join();
  }

  private String key() {
    next = (next + 7919) % KEYS;
    return keys[next];
  }

  /** A read of the plain map. */
  @Benchmark
  public Long aMapRead() {
    return map.get(key());
  }

  /** A read of the table. */
  @Benchmark
  public Long bTableRead() {
    return table.get(key());
  }

  /** A write of the plain map, as a counter does it. */
  @Benchmark
  public Long cMapWrite() {
    return map.merge(key(), 1L, Long::sum);
  }

  /** The same write of the table. */
  @Benchmark
  public Long dTableWrite() {
    return table.merge(key(), 1L, Long::sum);
  }
}
