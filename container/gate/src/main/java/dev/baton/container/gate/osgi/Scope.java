package dev.baton.container.gate.osgi;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/**
 * Whether a service is one object for all. Its scope property does not tell: components of
 * singleton scope are registered as factories too. So it is fetched as a second bundle would.
 */
final class Scope {
  private Scope() {}

  /** What is wrong with the scope of a service that was fetched, or null. */
  static String problem(ServiceReference<?> reference, Object fetched, Label label) {
    Object scope = reference.getProperty(Constants.SERVICE_SCOPE);
    if (Constants.SCOPE_SINGLETON.equals(scope)) {
      return null;
    }
    if (Constants.SCOPE_BUNDLE.equals(scope) && fetched == secondlyFetched(reference)) {
      return null;
    }
    return label + " has " + scope + " scope; behind the gate a service is one object for all";
  }

  private static Object secondlyFetched(ServiceReference<?> reference) {
    Bundle owner = reference.getBundle();
    BundleContext second = owner == null ? null : owner.getBundleContext();
    if (second == null) {
      return null;
    }
    Object object = second.getService(reference);
    if (object != null) {
      second.ungetService(reference);
    }
    return object;
  }
}
