package dev.baton.container.upgrade.route;

import dev.baton.container.gate.Frame;

/** A call inside of a gate, as the gate's generated proxies do it. */
final class Passage {
  private Passage() {}

  /** What is done inside. */
  interface Body<T> {
    T run() throws Throwable;
  }

  /**
   * Runs the body in the frame and leaves it; returns when what was written is safe.
   *
   * @throws Throwable what may leave the gate of what the body threw
   */
  static <T> T through(Frame frame, Body<T> body) throws Throwable {
    try {
      T result;
      try {
        result = body.run();
      } catch (Throwable thrown) {
        throw frame.fail(thrown);
      }
      frame.leave();
      return result;
    } catch (Throwable thrown) {
      frame.occupant = null;
      throw thrown;
    }
  }
}
