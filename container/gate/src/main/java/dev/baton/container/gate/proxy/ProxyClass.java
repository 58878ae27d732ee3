package dev.baton.container.gate.proxy;

import dev.baton.container.gate.GatedMethod;
import dev.baton.container.gate.ServiceGate;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Collectors;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.dynamic.scaffold.subclass.ConstructorStrategy;
import net.bytebuddy.implementation.Implementation;

/** The generated class of the proxies for a set of interfaces. */
public final class ProxyClass {
  private static final String PACKAGE = "dev.baton.gated.";

  private final Routes routes;
  private final Constructor<?> constructor;

  /**
   * Generates the class.
   *
   * @throws IllegalArgumentException if the routes have problems; names them
   */
  public ProxyClass(Routes routes) {
    if (!routes.problems().isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", routes.problems()));
    }
    this.routes = routes;
    try {
      this.constructor =
          generate(routes).getDeclaredConstructor(ServiceGate.class, GatedMethod[].class);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("The proxy class for " + routes.interfaces(), e);
    }
  }

  /** A proxy whose calls go to an occupant's target of this index. */
  public Object proxy(ServiceGate gates, int target) {
    GatedMethod[] methods =
        routes.routes().stream()
            .map(r -> new GatedMethod(gates.service(), Routes.name(r.method()), target))
            .toArray(GatedMethod[]::new);
    try {
      return constructor.newInstance(gates, methods);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("No proxy for " + routes.interfaces(), e);
    }
  }

  private static Class<?> generate(Routes routes) {
    String name =
        PACKAGE
            + routes.interfaces().stream()
                .map(Class::getSimpleName)
                .collect(Collectors.joining("_"));
    DynamicType.Builder<?> type =
        new ByteBuddy(ClassFileVersion.JAVA_V17)
            .with(TypeValidation.DISABLED)
            .subclass(GatedProxy.class, ConstructorStrategy.Default.IMITATE_SUPER_CLASS_OPENING)
            .implement(routes.interfaces())
            .name(name);
    for (int i = 0; i < routes.routes().size(); i++) {
      type = add(type, name, routes.routes().get(i), i);
    }
    try (DynamicType.Unloaded<?> made = type.make()) {
      return new ProxyLoader(routes.interfaces()).define(name, made.getBytes());
    }
  }

  private static DynamicType.Builder<?> add(
      DynamicType.Builder<?> type, String name, Route route, int number) {
    Method method = route.method();
    if (route instanceof Route.EveryShard every) {
      String part = method.getName() + "$" + number;
      DynamicType.Builder<?> withPart =
          type.defineMethod(part, method.getReturnType(), Visibility.PRIVATE)
              .withParameters(PassCode.withShard(method))
              .throwing(method.getExceptionTypes())
              .intercept(new Implementation.Simple(PassCode.ofShardGiven(method, number)));
      return define(withPart, method, new Implementation.Simple(new EveryCode(name, part, every)));
    }
    return define(type, method, new Implementation.Simple(PassCode.of(route, number)));
  }

  private static DynamicType.Builder<?> define(
      DynamicType.Builder<?> type, Method method, Implementation body) {
    return type.defineMethod(method.getName(), method.getReturnType(), Visibility.PUBLIC)
        .withParameters(List.of(method.getParameterTypes()))
        .throwing(method.getExceptionTypes())
        .intercept(body);
  }
}
