package dev.baton.container.gate;

/**
 * The service objects of a version by index of gated service; shared by its occupants. A service
 * that comes or goes while the version serves is replaced here.
 */
public final class Targets {
  private volatile Object[] objects = {};

  /** The service object, or null if the version does not offer that service. */
  public Object at(int index) {
    Object[] now = objects;
    return index < now.length ? now[index] : null;
  }

  /** Puts a service object, or null, in place. */
  public synchronized void put(int index, Object object) {
    Object[] next = new Object[Math.max(objects.length, index + 1)];
    System.arraycopy(objects, 0, next, 0, objects.length);
    next[index] = object;
    objects = next;
  }

  /** Lets go of all of them. */
  public synchronized void clear() {
    objects = new Object[0];
  }
}
