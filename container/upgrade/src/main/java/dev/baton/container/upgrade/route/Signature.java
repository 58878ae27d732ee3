package dev.baton.container.upgrade.route;

import dev.baton.container.gate.GatedMethod;
import dev.baton.state.Idempotent;
import dev.baton.state.codec.Codecs;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

/** One method of a version: how its arguments and results travel, and the call itself. */
final class Signature {
  private final MethodId id;
  private final Method method;
  private final GatedMethod gated;
  private final List<DeclaredValue> parameters = new ArrayList<>();
  private final boolean later;
  private DeclaredValue result;
  private String problem;

  /**
   * @param seen the interface that callers use; declares the method, or extends what does
   */
  Signature(String service, int target, String label, Method method, Class<?> seen, Codecs codecs) {
    this.id = MethodId.of(label, method);
    this.method = method;
    this.gated =
        new GatedMethod(
            service, method.getDeclaringClass().getSimpleName() + "." + method.getName(), target);
    this.later = Later.isOne(method.getReturnType());
    try {
      for (Type type : method.getGenericParameterTypes()) {
        parameters.add(DeclaredValue.of(codecs, type, method, seen));
      }
      result = result(codecs, seen);
    } catch (IllegalArgumentException notEncodable) {
      problem = notEncodable.getMessage();
    }
  }

  private DeclaredValue result(Codecs codecs, Class<?> seen) {
    Type type = method.getGenericReturnType();
    if (later) {
      type =
          type instanceof ParameterizedType stage
              ? stage.getActualTypeArguments()[0]
              : Object.class;
    }
    return type == void.class || type == Void.class
        ? DeclaredValue.nothing()
        : DeclaredValue.of(codecs, type, method, seen);
  }

  MethodId id() {
    return id;
  }

  Method method() {
    return method;
  }

  /** What it is called at a gate. */
  GatedMethod gated() {
    return gated;
  }

  /** Interface and method, for messages. */
  String name() {
    return gated.name();
  }

  /** Whether it gives its result later, as a stage or a promise. */
  boolean later() {
    return later;
  }

  /** Why it cannot be called on another node, or null. */
  String problem() {
    return problem;
  }

  boolean idempotent() {
    return method.isAnnotationPresent(Idempotent.class);
  }

  /** The arguments one by one; null for null. */
  List<byte[]> encodeArguments(Object[] arguments) {
    List<byte[]> encoded = new ArrayList<>(parameters.size());
    for (int i = 0; i < parameters.size(); i++) {
      try {
        encoded.add(parameters.get(i).encode(arguments[i]));
      } catch (RuntimeException unfit) {
        throw new IllegalArgumentException(parameter(i) + ": " + unfit.getMessage(), unfit);
      }
    }
    return encoded;
  }

  Object[] decodeArguments(List<byte[]> encoded) {
    if (encoded.size() != parameters.size()) {
      throw new IllegalArgumentException(
          name() + " has " + parameters.size() + " parameters, but " + encoded.size() + " came");
    }
    Object[] arguments = new Object[encoded.size()];
    for (int i = 0; i < arguments.length; i++) {
      if (encoded.get(i) == null && method.getParameterTypes()[i].isPrimitive()) {
        throw new IllegalArgumentException(parameter(i) + ": null came");
      }
      try {
        arguments[i] = parameters.get(i).decode(encoded.get(i));
      } catch (RuntimeException unfit) {
        throw new IllegalArgumentException(parameter(i) + ": " + unfit.getMessage(), unfit);
      }
    }
    return arguments;
  }

  private String parameter(int number) {
    return "parameter "
        + (number + 1)
        + " of "
        + name()
        + ", "
        + method.getGenericParameterTypes()[number].getTypeName();
  }

  byte[] encodeResult(Object value) {
    return result.encode(value);
  }

  Object decodeResult(byte[] bytes) {
    return result.decode(bytes);
  }

  /** Calls the method; throws what it throws. */
  Object invoke(Object target, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }
}
