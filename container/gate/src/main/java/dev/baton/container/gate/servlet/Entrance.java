package dev.baton.container.gate.servlet;

import dev.baton.container.gate.Frame;
import dev.baton.container.gate.GatedMethod;
import dev.baton.container.gate.RefusedCallException;
import dev.baton.container.gate.ShardGate;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletResponse;
import java.io.IOException;

/** Where requests pass the gate of calls without a shard; what is refused becomes an answer. */
final class Entrance {
  private final ShardGate gate;
  private final GatedMethod method;

  /** What is done with the object of the version that serves. */
  interface Call {
    void on(Object target) throws ServletException, IOException;
  }

  Entrance(ShardGate gate, GatedMethod method) {
    this.gate = gate;
    this.method = method;
  }

  String service() {
    return method.service();
  }

  void pass(ServletResponse response, Call call) throws ServletException, IOException {
    Frame frame;
    try {
      frame = gate.enter(method);
    } catch (RefusedCallException refused) {
      Failed.answer(response, refused, true);
      return;
    }
    try {
      serve(frame, response, call);
    } catch (Throwable thrown) {
      frame.occupant = null;
      throw thrown;
    }
  }

  private static void serve(Frame frame, ServletResponse response, Call call)
      throws ServletException, IOException {
    try {
      call.on(frame.target());
    } catch (Throwable thrown) {
      boolean nothingDone = !frame.hasCalled();
      Failed.pass(response, thrown, frame.fail(thrown), nothingDone);
      return;
    }
    frame.leave();
  }
}
