package dev.baton.bench.gate;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Nanoseconds of one call on each way to the same service object. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class GateBench {
  private static final int KEYS = 1024;
  private static final int SHARDS = 64;

  private final Behind.Service service = new Behind.Service();
  private final String[] keys = new String[KEYS];
  private int next;
  private Adder direct;
  private Adder reflection;
  private Adder reflectionAndGate;
  private Adder gated;
  private Counter directWithKey;
  private Counter sharded;

  /** Makes all of them, so that interfaces have several implementations as in a container. */
  @Setup
  public void setUp() {
    for (int i = 0; i < KEYS; i++) {
      keys[i] = "key-" + i;
    }
    direct = service;
    directWithKey = service;
    reflection = Behind.reflection(service);
    reflectionAndGate = Behind.reflectionAndGate(service);
    gated = Behind.gated(service);
    sharded = Behind.sharded(service, SHARDS);
  }

  private String key() {
    next = (next + 1) % KEYS;
    return keys[next];
  }

  /** The call itself. */
  @Benchmark
  public long aDirect() {
    return direct.add(key(), 1);
  }

  /** The JDK's proxy, which does nothing but pass the call on. */
  @Benchmark
  public long bReflectionProxy() {
    return reflection.add(key(), 1);
  }

  /** The JDK's proxy in front of the gate. */
  @Benchmark
  public long cReflectionProxyAndGate() {
    return reflectionAndGate.add(key(), 1);
  }

  /** The gate as it is: a service without shards. */
  @Benchmark
  public long dGate() {
    return gated.add(key(), 1);
  }

  /** The call itself, on the sharded interface. */
  @Benchmark
  public long eDirectWithKey() {
    return directWithKey.add(key(), 1);
  }

  /** The gate as it is: a service of 64 shards with state. */
  @Benchmark
  public long fGateOf64Shards() {
    return sharded.add(key(), 1);
  }
}
