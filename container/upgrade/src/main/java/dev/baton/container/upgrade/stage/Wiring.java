package dev.baton.container.upgrade.stage;

import dev.baton.container.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** What the framework's own reading of an installed, not yet resolved bundle tells. */
final class Wiring {
  private static final String SERVICE_NAMESPACE = "osgi.service";

  private final FrameworkWiring framework;

  Wiring(BundleContext context) {
    this.framework =
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
  }

  /**
   * @throws RefusedException if a service bundle exports packages, which its next version would
   *     wire to
   */
  void checkExportsNothing(Bundle bundle) {
    TreeSet<String> exported = new TreeSet<>();
    for (BundleCapability c :
        bundle
            .adapt(BundleRevision.class)
            .getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE)) {
      exported.add((String) c.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE));
    }
    if (!exported.isEmpty()) {
      throw new RefusedException(
          name(bundle)
              + " exports "
              + String.join(", ", exported)
              + "; its next version and its consumers would be wired to these packages of the old one."
              + " Put them into a library bundle of their own and deploy that first");
    }
  }

  /**
   * Resolves the bundle.
   *
   * @throws RefusedException if it cannot be resolved; names what nothing provides
   */
  void resolve(Bundle bundle) {
    if (framework.resolveBundles(List.of(bundle))) {
      return;
    }
    List<String> missing = new ArrayList<>();
    for (BundleRequirement r : bundle.adapt(BundleRevision.class).getDeclaredRequirements(null)) {
      boolean effective =
          !SERVICE_NAMESPACE.equals(r.getNamespace())
              && !"active".equals(r.getDirectives().get(Constants.EFFECTIVE_DIRECTIVE))
              && !Constants.RESOLUTION_OPTIONAL.equals(
                  r.getDirectives().get(Constants.RESOLUTION_DIRECTIVE))
              && !"dynamic".equals(r.getDirectives().get(Constants.RESOLUTION_DIRECTIVE));
      if (effective && framework.findProviders(r).isEmpty()) {
        missing.add(describe(r));
      }
    }
    throw new RefusedException(
        missing.isEmpty()
            ? name(bundle) + " cannot be resolved: what it imports is there, but not together"
            : name(bundle)
                + " cannot be resolved: nothing here provides "
                + String.join(", ", missing));
  }

  /**
   * @throws RefusedException if the bundle got packages of another version of itself
   */
  void checkWiredToNoVersionOfItself(Bundle bundle) {
    BundleWiring wiring = bundle.adapt(BundleWiring.class);
    for (BundleWire wire : wiring.getRequiredWires(PackageNamespace.PACKAGE_NAMESPACE)) {
      Bundle provider = wire.getProvider().getBundle();
      if (provider != bundle && bundle.getSymbolicName().equals(provider.getSymbolicName())) {
        throw new RefusedException(
            name(bundle)
                + " would be wired to package "
                + wire.getCapability().getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE)
                + " of "
                + name(provider)
                + ". Put that package into a library bundle of its own");
      }
    }
  }

  /**
   * @throws RefusedException if another bundle is wired to it; names it
   */
  void checkUnused(Bundle bundle) {
    BundleWiring wiring = bundle.adapt(BundleWiring.class);
    List<BundleWire> users = wiring == null ? List.of() : wiring.getProvidedWires(null);
    TreeSet<String> names =
        users.stream()
            .map(w -> name(w.getRequirer().getBundle()))
            .collect(Collectors.toCollection(TreeSet::new));
    if (!names.isEmpty()) {
      throw new RefusedException(name(bundle) + " is used by " + String.join(", ", names));
    }
  }

  /** The interfaces that a bundle declares to offer, from its manifest. */
  static TreeSet<String> declaredServices(Bundle bundle) {
    return bundle.adapt(BundleRevision.class).getDeclaredCapabilities(SERVICE_NAMESPACE).stream()
        .map(BundleCapability::getAttributes)
        .map(a -> a.get(Constants.OBJECTCLASS))
        .flatMap(o -> o instanceof List<?> l ? l.stream() : java.util.stream.Stream.of(o))
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String describe(BundleRequirement requirement) {
    String filter = requirement.getDirectives().get(Constants.FILTER_DIRECTIVE);
    Map<String, Object> attributes = requirement.getAttributes();
    String what = filter != null ? filter : attributes.toString();
    return requirement.getNamespace().equals(PackageNamespace.PACKAGE_NAMESPACE)
        ? "package " + what.replace("osgi.wiring.package=", "")
        : requirement.getNamespace() + " " + what;
  }

  static String name(Bundle bundle) {
    return bundle.getSymbolicName() + " " + bundle.getVersion();
  }
}
