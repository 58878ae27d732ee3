package dev.baton.container.gate.proxy;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;

/** What stands for a service's object where another node holds its shard. */
public final class StubClass {
  private StubClass() {}

  /** An object of these interfaces, each call of which the handler takes. */
  public static Object stub(List<Class<?>> interfaces, InvocationHandler handler) {
    return Proxy.newProxyInstance(
        new ProxyLoader(interfaces), interfaces.toArray(Class<?>[]::new), handler);
  }
}
