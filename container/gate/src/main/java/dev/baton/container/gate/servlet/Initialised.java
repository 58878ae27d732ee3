package dev.baton.container.gate.servlet;

import jakarta.servlet.ServletException;
import java.util.ArrayList;
import java.util.List;

/**
 * The servlet or filter of one version, and the configurations it was initialised with.
 *
 * @param <C> what it is initialised with
 */
final class Initialised<C> {
  /** What a servlet and a filter have in common, which the API does not say. */
  interface Life<C> {
    void init(C config) throws ServletException;

    void destroy();
  }

  final Object object;
  private final Life<C> life;
  private final ClassLoader loader;
  private final List<C> given = new ArrayList<>();

  /**
   * @param object the servlet or filter, by which it is found again
   * @param life its methods; {@code init} gets what the whiteboard gave
   * @param loader the class loader of its bundle
   */
  Initialised(Object object, Life<C> life, ClassLoader loader) {
    this.object = object;
    this.life = life;
    this.loader = loader;
  }

  /** Calls {@code init}, unless it was called with this configuration. */
  void init(C config) throws ServletException {
    if (!claim(config)) {
      return;
    }
    boolean done = false;
    try (ContextLoader bundles = new ContextLoader(loader)) {
      bundles.set();
      life.init(config);
      done = true;
    } finally {
      if (!done) {
        release(config);
      }
    }
  }

  /** Calls {@code destroy}, if {@code init} was called. */
  void destroy() {
    if (releaseAll()) {
      try (ContextLoader bundles = new ContextLoader(loader)) {
        bundles.set();
        life.destroy();
      }
    }
  }

  private synchronized boolean claim(C config) {
    return !given.contains(config) && given.add(config);
  }

  private synchronized void release(C config) {
    given.remove(config);
  }

  private synchronized boolean releaseAll() {
    boolean any = !given.isEmpty();
    given.clear();
    return any;
  }
}
