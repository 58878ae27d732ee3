package dev.baton.container.upgrade.route;

import dev.baton.container.gate.Calls;
import dev.baton.container.gate.Frame;
import dev.baton.container.gate.ServiceGate;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.Map;

/** The stub of one service: what is called behind the gate of a shard that another node holds. */
final class OutgoingCalls implements InvocationHandler {
  private final Routing routing;
  private final ServiceGate gates;
  private final Map<Method, Signature> signatures;

  OutgoingCalls(Routing routing, ServiceGate gates, Map<Method, Signature> signatures) {
    this.routing = routing;
    this.gates = gates;
    this.signatures = signatures;
  }

  @Override
  public Object invoke(Object stub, Method method, Object[] arguments) throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return ofObject(stub, method, arguments);
    }
    Frame frame = Calls.current();
    Signature signature = signatures.get(method);
    if (signature == null || signature.problem() != null) {
      throw frame.notExecuted(
          method
              + " was not executed: "
              + routing.holder(gates.service(), frame.shard())
              + " holds the shard, and it cannot be called there"
              + (signature == null ? "" : ": " + signature.problem()));
    }
    Object[] given = arguments == null ? new Object[0] : arguments;
    int shard = frame.shard();
    boolean later = signature.later();
    OutgoingCall call =
        new OutgoingCall(
            routing, gates.shard(shard), shard, later ? null : frame, signature, given);
    return later
        ? Later.as(
            method.getReturnType(),
            LaterResult.of(call, routing.threads().at(call.trail().hops() - 1)))
        : call.settle(null, null);
  }

  private Object ofObject(Object stub, Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "equals" -> stub == arguments[0];
      case "hashCode" -> System.identityHashCode(stub);
      default -> "stub of " + gates.service();
    };
  }
}
