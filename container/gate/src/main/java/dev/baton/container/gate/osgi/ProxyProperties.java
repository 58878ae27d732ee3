package dev.baton.container.gate.osgi;

import java.util.Arrays;
import java.util.Hashtable;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;

/**
 * The properties of a service as others see them: without those that the framework sets, or that
 * number a component of one version, and without values of the bundle's own classes.
 */
final class ProxyProperties {
  private static final Set<String> OF_THE_RAW_SERVICE =
      Set.of(
          Constants.OBJECTCLASS,
          Constants.SERVICE_ID,
          Constants.SERVICE_BUNDLEID,
          Constants.SERVICE_SCOPE,
          "component.id",
          "service.changecount");

  private ProxyProperties() {}

  static Map<String, Object> of(ServiceReference<?> reference) {
    Map<String, Object> properties = new TreeMap<>();
    for (String key : reference.getPropertyKeys()) {
      Object value = reference.getProperty(key);
      if (!OF_THE_RAW_SERVICE.contains(key) && !isOwn(value, reference)) {
        properties.put(key, value);
      }
    }
    return properties;
  }

  static boolean same(Map<String, Object> one, Map<String, Object> other) {
    return one.keySet().equals(other.keySet())
        && one.keySet().stream().allMatch(key -> Objects.deepEquals(one.get(key), other.get(key)));
  }

  static Hashtable<String, Object> table(Map<String, Object> properties) {
    return new Hashtable<>(properties);
  }

  private static boolean isOwn(Object value, ServiceReference<?> reference) {
    Class<?> type = value.getClass();
    if (type.isArray() && !type.getComponentType().isPrimitive()) {
      return isOwn(type.getComponentType(), reference)
          || Arrays.stream((Object[]) value)
              .anyMatch(element -> element != null && isOwn(element.getClass(), reference));
    }
    if (value instanceof Iterable<?> many) {
      for (Object element : many) {
        if (element != null && isOwn(element.getClass(), reference)) {
          return true;
        }
      }
    }
    return isOwn(type, reference);
  }

  private static boolean isOwn(Class<?> type, ServiceReference<?> reference) {
    BundleWiring wiring = reference.getBundle().adapt(BundleWiring.class);
    return wiring != null && type.getClassLoader() == wiring.getClassLoader();
  }
}
