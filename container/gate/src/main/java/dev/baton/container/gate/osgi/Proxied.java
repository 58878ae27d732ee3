package dev.baton.container.gate.osgi;

import dev.baton.container.gate.ServiceGate;
import dev.baton.container.gate.proxy.ProxyClass;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** A proxy, registered in place of a gated service; used by one thread at a time. */
final class Proxied {
  private final String service;
  private final BundleContext context;
  private final List<Class<?>> interfaces;
  private final Object proxy;
  private final String whiteboardName;
  private ServiceRegistration<?> registration;
  private Map<String, Object> properties;

  Proxied(BundleContext context, ServiceGate gates, int index, Offered first) {
    this.context = context;
    this.service = gates.service();
    this.interfaces = List.copyOf(first.interfaces());
    boolean whiteboard = Whiteboard.takes(first);
    this.whiteboardName = whiteboard ? Whiteboard.name(first) : null;
    this.proxy =
        whiteboard
            ? Whiteboard.proxy(first, gates.unsharded(), service, index)
            : new ProxyClass(first.routes()).proxy(gates, index);
  }

  /** The classes of its interfaces, those that callers know. */
  List<Class<?>> interfaces() {
    return interfaces;
  }

  Object proxy() {
    return proxy;
  }

  /** Registers the proxy with the service's properties, or changes them to these. */
  void show(Offered offered) {
    Map<String, Object> next = ProxyProperties.of(offered.reference());
    next.put(Hiding.SERVICE, service);
    if (whiteboardName != null) {
      Whiteboard.addName(offered, next, whiteboardName);
      Whiteboard.prepareLate(proxy, offered);
    }
    if (registration == null) {
      String[] names = interfaces.stream().map(Class::getName).toArray(String[]::new);
      registration = context.registerService(names, proxy, ProxyProperties.table(next));
    } else if (!ProxyProperties.same(properties, next)) {
      registration.setProperties(ProxyProperties.table(next));
    }
    properties = next;
  }

  void unregister() {
    registration.unregister();
  }
}
