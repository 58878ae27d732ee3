package dev.baton.container.upgrade.stage;

import dev.baton.container.RefusedException;
import dev.baton.state.ShardKey;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;

/**
 * How many shards a service has: what its manifest says, else {@value #BY_KEY} if a method of an
 * interface that its manifest offers has a {@link ShardKey}, else one. Starts nothing.
 */
final class ShardCount {
  private static final String NAMESPACE = "dev.baton.service";
  private static final String ATTRIBUTE = "shards";
  private static final int BY_KEY = 64;
  private static final int MOST = 4096;

  private ShardCount() {}

  /**
   * @param bundle resolved
   */
  static int of(Bundle bundle) {
    List<BundleCapability> declared =
        bundle.adapt(BundleRevision.class).getDeclaredCapabilities(NAMESPACE);
    for (BundleCapability capability : declared) {
      Object value = capability.getAttributes().get(ATTRIBUTE);
      if (!(value instanceof Number number)
          || number.longValue() < 1
          || number.longValue() > MOST) {
        throw new RefusedException(
            "Provide-Capability "
                + NAMESPACE
                + " of "
                + Wiring.name(bundle)
                + " has shards="
                + value
                + "; expected shards:Long from 1 to "
                + MOST);
      }
      return number.intValue();
    }
    return Wiring.declaredServices(bundle).stream().anyMatch(name -> hasShardKey(bundle, name))
        ? BY_KEY
        : 1;
  }

  private static boolean hasShardKey(Bundle bundle, String interfaceName) {
    try {
      return Arrays.stream(bundle.loadClass(interfaceName).getMethods())
          .map(Method::getParameterAnnotations)
          .flatMap(Arrays::stream)
          .flatMap(Arrays::<Annotation>stream)
          .anyMatch(ShardKey.class::isInstance);
    } catch (ClassNotFoundException | LinkageError missing) {
      throw new RefusedException(
          Wiring.name(bundle) + " offers " + interfaceName + " and cannot load it: " + missing,
          missing);
    }
  }
}
