package dev.baton.container.upgrade.tend;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;

/** Stands in for an interface of which a test needs a few methods only. */
final class Only {
  private Only() {}

  /**
   * Calls go to the method of {@code with} that has the name and as many parameters; what it does
   * not have fails.
   */
  static <T> T of(Class<T> type, Object with) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, called, arguments) -> {
              Object[] given = arguments == null ? new Object[0] : arguments;
              var method =
                  Arrays.stream(with.getClass().getDeclaredMethods())
                      .filter(each -> each.getName().equals(called.getName()))
                      .filter(each -> each.getParameterCount() == given.length)
                      .findFirst()
                      .orElseThrow(() -> new UnsupportedOperationException(called.toString()));
              try {
                return method.invoke(with, given);
              } catch (InvocationTargetException failed) {
                throw failed.getCause();
              }
            }));
  }
}
