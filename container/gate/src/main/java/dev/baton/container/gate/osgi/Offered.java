package dev.baton.container.gate.osgi;

import dev.baton.container.gate.Offer;
import dev.baton.container.gate.proxy.Routes;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/** A service that a version has registered, and its object once it was fetched. */
final class Offered {
  private final ServiceReference<?> reference;
  private final Bundle bundle;
  private final List<Class<?>> interfaces;
  private final List<String> classes;
  private final Offer.Kind kind;
  private final Label label;
  private Routes routes;
  private Object object;
  private Place place;

  Offered(ServiceReference<?> reference) {
    this.reference = reference;
    this.bundle = reference.getBundle();
    this.interfaces = new ArrayList<>();
    this.classes = new ArrayList<>();
    for (String name : (String[]) reference.getProperty(Constants.OBJECTCLASS)) {
      Class<?> type = load(name);
      if (type != null && type.isInterface()) {
        interfaces.add(type);
      } else {
        classes.add(name);
      }
    }
    this.kind = Kinds.of(reference, interfaces);
    this.label = Label.of(interfaces, reference);
  }

  ServiceReference<?> reference() {
    return reference;
  }

  Bundle bundle() {
    return bundle;
  }

  Offer.Kind kind() {
    return kind;
  }

  List<Class<?>> interfaces() {
    return interfaces;
  }

  /** The names of classes that it is registered under; others do not see them. */
  List<String> classes() {
    return classes;
  }

  Label label() {
    return label;
  }

  Offer toOffer() {
    List<String> names = new ArrayList<>(label.interfaces());
    names.addAll(classes);
    return new Offer(names, kind, interfaces.isEmpty() ? String.join(", ", classes) : "" + label);
  }

  synchronized Routes routes() {
    if (routes == null) {
      routes = Routes.of(interfaces);
    }
    return routes;
  }

  synchronized Object object() {
    return object;
  }

  synchronized Place place() {
    return place;
  }

  synchronized void sit(Place at) {
    place = at;
    at.sit(label);
  }

  /**
   * Fetches the service and keeps it; runs code of its bundle.
   *
   * @return what is wrong, or null
   */
  String fetch(BundleContext context) {
    Object fetched;
    try {
      fetched = context.getService(reference);
    } catch (IllegalStateException e) {
      return label + " cannot be fetched: " + e.getMessage();
    }
    if (fetched == null) {
      return label + " could not be created: its bundle gave null instead of a service";
    }
    synchronized (this) {
      object = fetched;
    }
    return Scope.problem(reference, fetched, label);
  }

  /** Gives the service back, if it was fetched. */
  void unget(BundleContext context) {
    synchronized (this) {
      if (object == null) {
        return;
      }
      object = null;
    }
    context.ungetService(reference);
  }

  private Class<?> load(String name) {
    try {
      return bundle.loadClass(name);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }
}
