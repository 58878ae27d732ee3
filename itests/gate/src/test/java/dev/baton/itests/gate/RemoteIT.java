package dev.baton.itests.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.container.gate.Calls;
import dev.baton.container.gate.Gated;
import dev.baton.container.gate.RefusedCallException;
import dev.baton.container.gate.ServiceGate;
import dev.baton.container.gate.ServiceVersion;
import dev.baton.container.gate.Stubs;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationHandler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.BundleWiring;

/** Shards that another node holds: the API in one bundle, the versions in others. */
class RemoteIT extends GateStories {

  /** Answers as another node would, and notes what it was asked. */
  private static final class Elsewhere implements Stubs {
    final List<String> calls = new ArrayList<>();

    @Override
    public InvocationHandler stub(ServiceVersion version, ServiceGate gates, Gated service) {
      return (stub, method, arguments) -> {
        String call = method.getName() + Arrays.toString(arguments) + " of " + service.label();
        calls.add(call + " in shard " + Calls.shard());
        if (arguments == null) {
          return 10;
        }
        if (arguments[0].equals("nobody")) {
          throw Calls.current().notExecuted("nobody holds it");
        }
        Calls.current().answeredBy("9.9.9");
        return "elsewhere";
      };
    }

    @Override
    public String holder(String service, int shard) {
      return "node-2";
    }
  }

  private final Elsewhere elsewhere = new Elsewhere();

  private void route(ServiceVersion version, int... shards) {
    for (int shard : shards) {
      node.gates()
          .find("greeter")
          .orElseThrow()
          .shard(shard)
          .open(version.remote(shard, elsewhere));
    }
  }

  @Test
  void aShardGoesElsewhereAndComesBack() throws BundleException {
    ServiceVersion one = stage("1.0.0", "greeter plain");
    takeOver(one);
    Object greeter = found(GREETER);
    route(one, 0, 1, 2, 3);
    assertEquals("elsewhere", Node.call(greeter, GREETER, "greet", "hi"));
    assertEquals("9.9.9", Calls.lastVersion());
    assertEquals("1.0.0", Node.call(found(PLAIN), PLAIN, "version"), "has no shard");
    assertTrue(elsewhere.calls.get(0).startsWith("greet[hi] of " + GREETER + " in shard "));
    takeOver(one);
    assertEquals("hi 1.0.0", Node.call(greeter, GREETER, "greet", "hi"));
  }

  @Test
  void everyShardIsAskedWhereItIs() throws BundleException {
    ServiceVersion one = stage("1.0.0", "greeter");
    takeOver(one);
    route(one, 1, 3);
    assertEquals(22, Node.call(found(GREETER), GREETER, "shards"));
  }

  @Test
  void aCallThatNobodyTookIsRefused() throws BundleException {
    ServiceVersion one = stage("1.0.0", "greeter");
    takeOver(one);
    route(one, 0, 1, 2, 3);
    RefusedCallException refused =
        assertThrows(
            RefusedCallException.class,
            () -> Node.call(found(GREETER), GREETER, "greet", "nobody"));
    assertEquals("nobody holds it", refused.getMessage());
  }

  @Test
  void stubsGoWithTheirVersion() throws Exception {
    ServiceVersion one = stage("1.0.0", "greeter");
    takeOver(one);
    Object greeter = found(GREETER);
    route(one, 0, 1, 2, 3);
    Node.call(greeter, GREETER, "greet", "hi");
    ServiceVersion two = stage("2.0.0", "greeter");
    takeOver(two);
    route(two, 0, 1, 2, 3);
    assertEquals("elsewhere", Node.call(greeter, GREETER, "greet", "hi"));
    one.release();
    WeakReference<ClassLoader> loader =
        new WeakReference<>(one.bundle().adapt(BundleWiring.class).getClassLoader());
    one.bundle().stop();
    one.bundle().uninstall();
    node.refresh(one.bundle());
    one = null;
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (loader.get() != null) {
      System.gc();
      assertTrue(System.nanoTime() < end, "the old version's class loader is still held");
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }
}
