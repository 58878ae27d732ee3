package dev.baton.container.gate.proxy;

import dev.baton.state.AllShards;
import dev.baton.state.ShardKey;
import dev.baton.state.Shards;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The routes of all methods of a set of interfaces, read once from their annotations.
 *
 * <p>In an interface with a {@code @ShardKey} or {@code @AllShards} each method must have a route;
 * default methods without one stay the caller's own code. All methods of other interfaces are calls
 * without a shard.
 *
 * @param interfaces the interfaces
 * @param routes one for each method that is gated
 * @param sharded whether an interface has a shard key
 * @param problems what is wrong with them, in words; no proxy is made then
 */
public record Routes(
    List<Class<?>> interfaces, List<Route> routes, boolean sharded, List<String> problems) {

  /** Reads the annotations of a service's interfaces. */
  public static Routes of(List<Class<?>> interfaces) {
    Map<String, Route> routes = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    boolean sharded = false;
    for (Class<?> type : interfaces) {
      if (!Modifier.isPublic(type.getModifiers())) {
        problems.add(type.getName() + " is not public; callers of the gate could not use it");
      }
      boolean keyed = Arrays.stream(type.getMethods()).anyMatch(Routes::routed);
      sharded |= keyed;
      for (Method method : type.getMethods()) {
        if (Modifier.isStatic(method.getModifiers()) || method.isBridge()) {
          continue;
        }
        Route route = keyed ? shardRoute(method, problems) : new Route.Unsharded(method);
        if (route != null) {
          routes.merge(signature(method), route, Routes::closer);
        }
      }
    }
    return new Routes(
        List.copyOf(interfaces), List.copyOf(routes.values()), sharded, List.copyOf(problems));
  }

  /** The routes of interfaces that cannot be read, and why. */
  public static Routes unreadable(List<Class<?>> interfaces, String why) {
    return new Routes(List.copyOf(interfaces), List.of(), false, List.of(why));
  }

  /** The methods whose calls belong to a shard, or to every one. */
  public List<Method> ofShards() {
    return routes.stream()
        .filter(route -> !(route instanceof Route.Unsharded))
        .map(Route::method)
        .toList();
  }

  private static boolean routed(Method method) {
    return method.isAnnotationPresent(AllShards.class) || keys(method).length > 0;
  }

  private static Route shardRoute(Method method, List<String> problems) {
    int[] keys = keys(method);
    AllShards all = method.getAnnotation(AllShards.class);
    if (keys.length == 0 && all == null) {
      if (!method.isDefault()) {
        problems.add(
            name(method)
                + " has no @ShardKey parameter and is not @AllShards, but other methods of its"
                + " interface are; say which shard it belongs to, or move it to an interface"
                + " without shard keys");
      }
      return null;
    }
    if (keys.length + (all == null ? 0 : 1) > 1) {
      problems.add(name(method) + " has more than one of @ShardKey and @AllShards; one must do");
      return null;
    }
    if (all != null) {
      if (!Merged.supports(method.getGenericReturnType())) {
        problems.add(
            name(method)
                + " is @AllShards and returns "
                + method.getGenericReturnType().getTypeName()
                + "; what can be merged: "
                + Merged.supported());
      }
      return new Route.EveryShard(method, all.value());
    }
    Class<?> key = method.getParameterTypes()[keys[0]];
    if (!Shards.supports(key)) {
      problems.add(
          name(method)
              + " has a @ShardKey of type "
              + key.getName()
              + "; a key is a String, an integer, a UUID, an enum or a byte[]");
    }
    return new Route.ByKey(method, keys[0]);
  }

  private static int[] keys(Method method) {
    Annotation[][] annotations = method.getParameterAnnotations();
    int[] found = new int[annotations.length];
    int count = 0;
    for (int i = 0; i < annotations.length; i++) {
      if (Arrays.stream(annotations[i]).anyMatch(ShardKey.class::isInstance)) {
        found[count++] = i;
      }
    }
    return Arrays.copyOf(found, count);
  }

  /** Of two interfaces with the same method, the one that says where it belongs. */
  private static Route closer(Route first, Route second) {
    return first instanceof Route.Unsharded ? second : first;
  }

  private static String signature(Method method) {
    return method.getName()
        + Arrays.toString(method.getParameterTypes())
        + method.getReturnType().getName();
  }

  static String name(Method method) {
    return method.getDeclaringClass().getSimpleName() + "." + method.getName();
  }
}
