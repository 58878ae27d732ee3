package dev.baton.container.gate.osgi;

import dev.baton.container.gate.Offer;
import dev.baton.container.gate.proxy.Routes;
import dev.baton.state.HandoffListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
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
  private List<String> problems = List.of();
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
    if (interfaces.size() > 1) {
      interfaces.remove(HandoffListener.class); // what it is to the container is not for others
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

  /** Its object as a callback of the container, or null if it is none or was not fetched. */
  HandoffListener listener() {
    boolean registered =
        Arrays.asList((String[]) reference.getProperty(Constants.OBJECTCLASS))
            .contains(HandoffListener.class.getName());
    return registered && object() instanceof HandoffListener listener ? listener : null;
  }

  Offer toOffer() {
    List<String> names = new ArrayList<>(label.interfaces());
    names.addAll(classes);
    return new Offer(names, kind, interfaces.isEmpty() ? String.join(", ", classes) : "" + label);
  }

  synchronized Routes routes() {
    if (routes == null) {
      try {
        routes = Routes.of(interfaces);
      } catch (LinkageError | TypeNotPresentException e) {
        routes = Routes.unreadable(interfaces, label + " cannot be read: " + e);
      }
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
   * Fetches the service, if it is not there, and keeps it; runs code of its bundle.
   *
   * @return what is wrong with it
   */
  List<String> fetch(BundleContext context) {
    if (object() == null) {
      Object fetched;
      try {
        fetched = context.getService(reference);
      } catch (IllegalStateException e) {
        return List.of(label + " cannot be fetched: " + e.getMessage());
      }
      if (fetched == null) {
        return List.of(label + " could not be created: its bundle gave null instead of a service");
      }
      List<String> found = problems(fetched);
      synchronized (this) {
        object = fetched;
        problems = found;
      }
    }
    synchronized (this) {
      return problems;
    }
  }

  private List<String> problems(Object fetched) {
    List<String> found = new ArrayList<>();
    found.add(Scope.problem(reference, fetched, label));
    if (kind == Offer.Kind.GATED) {
      found.add(Whiteboard.takes(this) ? Whiteboard.problem(this) : null);
      found.addAll(routes().problems());
    }
    found.removeIf(Objects::isNull);
    return List.copyOf(found);
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
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }
}
