package dev.baton.bench.gate;

import dev.baton.container.gate.Custody;
import dev.baton.container.gate.Frame;
import dev.baton.container.gate.GatedMethod;
import dev.baton.container.gate.HoldLimits;
import dev.baton.container.gate.Occupant;
import dev.baton.container.gate.ServiceGate;
import dev.baton.container.gate.ShardGate;
import dev.baton.container.gate.Targets;
import dev.baton.container.gate.proxy.ProxyClass;
import dev.baton.container.gate.proxy.Routes;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;

/** The same service object behind each kind of proxy. */
final class Behind {
  private static final ClassLoader LOADER = Behind.class.getClassLoader();

  private Behind() {}

  /** Does next to nothing, so that the way to it shows. */
  static final class Service implements Counter, Adder {
    private long sum;

    @Override
    public long add(String key, long amount) {
      sum += amount;
      return sum + key.length();
    }
  }

  /** A proxy of the JDK that passes calls on. */
  static Adder reflection(Service service) {
    return proxy((self, method, arguments) -> invoke(service, method, arguments));
  }

  /** A proxy of the JDK that enters the gate. */
  static Adder reflectionAndGate(Service service) {
    ShardGate gate = gates(service, 0).unsharded();
    GatedMethod name = new GatedMethod("bench", "Adder.add", 0);
    return proxy(
        (self, method, arguments) -> {
          Frame frame = gate.enter(name);
          Object result;
          try {
            result = invoke(frame.target(), method, arguments);
          } catch (Throwable thrown) {
            throw frame.fail(thrown);
          }
          frame.leave();
          return result;
        });
  }

  /** The gate's own proxy, without shards. */
  static Adder gated(Service service) {
    return (Adder) new ProxyClass(Routes.of(List.of(Adder.class))).proxy(gates(service, 0), 0);
  }

  /** The gate's own proxy with shards, whose state is always safe. */
  static Counter sharded(Service service, int shards) {
    Routes routes = Routes.of(List.of(Counter.class));
    return (Counter) new ProxyClass(routes).proxy(gates(service, shards), 0);
  }

  private static ServiceGate gates(Service service, int shards) {
    ServiceGate gates = new ServiceGate("bench", shards, new HoldLimits(1, Duration.ZERO));
    Targets targets = new Targets();
    targets.put(0, service);
    gates.unsharded().open(new Occupant("1.0.0", LOADER, targets, null, -1));
    for (int shard = 0; shard < shards; shard++) {
      gates.shard(shard).open(new Occupant("1.0.0", LOADER, targets, new Safe(), shard));
    }
    return gates;
  }

  private static Adder proxy(InvocationHandler handler) {
    return (Adder) Proxy.newProxyInstance(LOADER, new Class<?>[] {Adder.class}, handler);
  }

  private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static final class Safe implements Custody {
    @Override
    public void called(int calls) {}

    private volatile long written;

    @Override
    public long position() {
      return written;
    }

    @Override
    public void awaitSafe(long position) {
      if (position > written) {
        throw new IllegalStateException("nothing is written here");
      }
    }
  }
}
