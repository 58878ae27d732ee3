package dev.baton.container.gate;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A service with gates and no OSGi, for tests. */
public final class Rig {
  public static final Duration LONG = Duration.ofSeconds(10);
  public static final GatedMethod GET = new GatedMethod("counter", "Counter.get", 0);

  private Rig() {}

  public static ServiceGate gates(int shards) {
    return new ServiceGate("counter", shards, new HoldLimits(100, LONG));
  }

  public static Occupant occupant(String version, Object target, Custody custody, int shard) {
    return new Occupant(version, Rig.class.getClassLoader(), targets(target), custody, shard);
  }

  public static Targets targets(Object first) {
    Targets targets = new Targets();
    targets.put(0, first);
    return targets;
  }

  static Occupant occupant(String version) {
    return occupant(version, new Object(), null, 0);
  }

  /** A gate of shard 0, open to the occupant. */
  static ShardGate open(Occupant occupant) {
    ShardGate gate = gates(1).shard(0);
    gate.open(occupant);
    return gate;
  }

  /** A call that runs a body and gives back the version that executed it. */
  static String call(ShardGate gate, Runnable body) {
    Frame frame = gate.enter(GET);
    String version = frame.occupant().version();
    try {
      body.run();
    } catch (RuntimeException e) {
      throw Passing.sneaky(frame.fail(e));
    }
    frame.leave();
    return version;
  }

  static String call(ShardGate gate) {
    return call(gate, () -> {});
  }

  static void await(CountDownLatch latch) {
    try {
      if (!latch.await(LONG.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("not reached within " + LONG);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Waits until the condition holds. */
  public static void eventually(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + LONG.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError(what + ": not within " + LONG);
      }
      Thread.onSpinWait();
    }
  }

  /** Runs a body on a thread of its own; the result comes from {@link Call#result}. */
  static <T> Call<T> start(Supplier<T> body) {
    return new Call<>(body);
  }

  static final class Call<T> {
    private volatile T result;
    private volatile Throwable thrown;
    final Thread thread;

    Call(Supplier<T> body) {
      thread =
          new Thread(
              () -> {
                try {
                  result = body.get();
                } catch (Throwable t) {
                  thrown = t;
                }
              },
              "caller");
      thread.start();
    }

    T result() {
      join();
      if (thrown != null) {
        throw Passing.sneaky(thrown);
      }
      return result;
    }

    Throwable thrown() {
      join();
      return thrown;
    }

    private void join() {
      try {
        thread.join(LONG.toMillis());
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      if (thread.isAlive()) {
        throw new AssertionError("still running after " + LONG);
      }
    }
  }
}
