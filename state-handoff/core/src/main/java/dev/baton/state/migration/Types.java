package dev.baton.state.migration;

import java.lang.invoke.MethodType;
import java.util.Arrays;

/** Types as they are declared. */
public final class Types {
  private Types() {}

  /** The class whose instances are values of this type. */
  public static Class<?> boxed(Class<?> type) {
    return MethodType.methodType(type).wrap().returnType();
  }

  /** A key for a message. */
  public static String text(Object key) {
    return key instanceof byte[] bytes ? Arrays.toString(bytes) : String.valueOf(key);
  }
}
