package dev.baton.container.gate.osgi;

import java.util.function.BiFunction;

/**
 * The place of one gated service among those of its bundle, the same in every version: the index of
 * its targets, and the proxy that others see while a version that offers it is shown.
 *
 * <p>What is wanted is written down first and then made so, by one thread at a time and outside of
 * the lock; a change that comes meanwhile is left to that thread.
 */
final class Place {
  private final int index;
  private final BiFunction<Place, Offered, Proxied> proxying;
  private Label label;
  private Offered wanted;
  private Proxied proxied;
  private boolean changing;
  private boolean stale;

  Place(int index, BiFunction<Place, Offered, Proxied> proxying) {
    this.index = index;
    this.proxying = proxying;
  }

  int index() {
    return index;
  }

  /** What sat here last. */
  synchronized Label label() {
    return label;
  }

  synchronized void sit(Label next) {
    label = next;
  }

  /** The proxy that others see, or null. */
  synchronized Proxied proxied() {
    return proxied;
  }

  /** Shows the offered service, or none if null. */
  void want(Offered offered) {
    synchronized (this) {
      wanted = offered;
      stale = true;
      if (changing) {
        return;
      }
      changing = true;
    }
    while (change()) {
      continue;
    }
  }

  /** Shows no longer the offered service; another one stays. */
  void unwant(Offered offered) {
    synchronized (this) {
      if (wanted != offered) {
        return;
      }
    }
    want(null);
  }

  /** Makes one change; false if there was none to make. */
  private boolean change() {
    Offered next;
    Proxied now;
    synchronized (this) {
      changing = stale;
      if (!stale) {
        return false;
      }
      stale = false;
      next = wanted;
      now = proxied;
    }
    Proxied then = null;
    boolean done = false;
    try {
      then = become(now, next);
      done = true;
    } finally {
      synchronized (this) {
        proxied = then;
        changing = done;
      }
    }
    return true;
  }

  private Proxied become(Proxied now, Offered next) {
    if (next == null) {
      if (now != null) {
        now.unregister();
      }
      return null;
    }
    Proxied then = now == null ? proxying.apply(this, next) : now;
    then.show(next);
    return then;
  }
}
