package dev.baton.container.gate.servlet;

import jakarta.servlet.ServletException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What the HTTP whiteboard did to a proxy, for all the versions behind it: its {@code init} goes to
 * the version that serves then, and again to each that serves later, before it does.
 *
 * @param <C> the configuration of a servlet or of a filter
 */
final class Replay<C> {
  /** Those of the version that serves, and of one that is about to, or that served before. */
  private final List<Initialised<C>> versions = new CopyOnWriteArrayList<>();

  /** What the whiteboard gave, and has not taken back. */
  private final List<C> configs = new CopyOnWriteArrayList<>();

  /** Initialises what is about to serve, if the whiteboard uses the proxy. */
  void prepare(Initialised<C> next) throws ServletException {
    Initialised<C> known = find(next.object);
    if (known == null) {
      known = next;
      versions.add(next);
    }
    for (C config : configs) {
      known.init(config);
    }
  }

  /** Destroys what serves no more, if it was initialised. */
  void retire(Object object) {
    Initialised<C> known = find(object);
    if (known != null) {
      versions.remove(known);
      known.destroy();
    }
  }

  void init(C config) throws ServletException {
    configs.add(config);
    for (Initialised<C> version : versions) {
      version.init(config);
    }
  }

  /** The whiteboard does not say for which configuration; the last one destroys. */
  void destroy() {
    if (!configs.isEmpty()) {
      configs.remove(configs.size() - 1);
    }
    if (configs.isEmpty()) {
      versions.forEach(Initialised::destroy);
    }
  }

  /** What the whiteboard gave first, or null. */
  C first() {
    return configs.isEmpty() ? null : configs.get(0);
  }

  private Initialised<C> find(Object object) {
    for (Initialised<C> known : versions) {
      if (known.object == object) {
        return known;
      }
    }
    return null;
  }
}
