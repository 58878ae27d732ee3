package dev.baton.itests.gate.provider;

import dev.baton.itests.gate.api.Greeter;
import dev.baton.itests.gate.api.Plain;
import dev.baton.state.HandoffListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.Callable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.PrototypeServiceFactory;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/** Registers what the manifest's header Test-Offers lists. */
public final class Offers implements BundleActivator {
  private final List<ServiceRegistration<?>> registrations = new ArrayList<>();
  private final Versioned versioned = new Versioned();

  static boolean says(String offer) {
    String offers = FrameworkUtil.getBundle(Offers.class).getHeaders().get("Test-Offers");
    return offers != null && Arrays.asList(offers.split(" ")).contains(offer);
  }

  @Override
  public void start(BundleContext context) {
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put("colour", versioned.version());
    properties.put("own", new Versioned.OwnException("a value of an own class"));
    offer("greeter", () -> context.registerService(Greeter.class, versioned, properties));
    offer("plain", () -> context.registerService(Plain.class, versioned, properties));
    offer("page", () -> context.registerService(servlet(), new Page(), page("/page")));
    offer("stamp", () -> context.registerService(filter(), new Stamp(), stamp("/*")));
    offer("class", () -> context.registerService(Versioned.class, versioned, null));
    offer("listener", () -> context.registerService(HandoffListener.class, listener(), null));
    offer("null", () -> context.registerService(names(Plain.class), new Factory(null), null));
    offer("bundle", () -> context.registerService(names(Plain.class), new Factory("new"), null));
    offer("prototype", () -> context.registerService(names(Plain.class), new Proto(), null));
    Dictionary<String, Object> shown = new Hashtable<>();
    shown.put("baton.gate", "false");
    shown.put("colour", versioned.version());
    offer("shown", () -> context.registerService(Runnable.class, () -> {}, shown));
    Dictionary<String, Object> first = new Hashtable<>();
    first.put("name", "first");
    Dictionary<String, Object> second = new Hashtable<>();
    second.put("name", "second");
    Callable<String> one = () -> "first " + versioned.version();
    Callable<String> two = () -> "second " + versioned.version();
    offer("two", () -> context.registerService(Callable.class, one, first));
    offer("two", () -> context.registerService(Callable.class, two, second));
    offer("two-swapped", () -> context.registerService(Callable.class, two, second));
    offer("two-swapped", () -> context.registerService(Callable.class, one, first));
  }

  private void offer(String offer, java.util.function.Supplier<ServiceRegistration<?>> register) {
    if (says(offer)) {
      registrations.add(register.get());
    }
  }

  private static Class<jakarta.servlet.Servlet> servlet() {
    return jakarta.servlet.Servlet.class;
  }

  private static Class<jakarta.servlet.Filter> filter() {
    return jakarta.servlet.Filter.class;
  }

  private static Dictionary<String, Object> stamp(String pattern) {
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put("osgi.http.whiteboard.filter.pattern", pattern);
    return properties;
  }

  private static Dictionary<String, Object> page(String pattern) {
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put("osgi.http.whiteboard.servlet.pattern", pattern);
    return properties;
  }

  private static String[] names(Class<?> type) {
    return new String[] {type.getName()};
  }

  private static HandoffListener listener() {
    return new HandoffListener() {};
  }

  @Override
  public void stop(BundleContext context) {
    registrations.clear();
  }

  private record Factory(String what) implements ServiceFactory<Object> {
    @Override
    public Object getService(Bundle bundle, ServiceRegistration<Object> registration) {
      return what == null ? null : new Versioned();
    }

    @Override
    public void ungetService(
        Bundle bundle, ServiceRegistration<Object> registration, Object service) {}
  }

  private record Proto() implements PrototypeServiceFactory<Object> {
    @Override
    public Object getService(Bundle bundle, ServiceRegistration<Object> registration) {
      return new Versioned();
    }

    @Override
    public void ungetService(
        Bundle bundle, ServiceRegistration<Object> registration, Object service) {}
  }
}
