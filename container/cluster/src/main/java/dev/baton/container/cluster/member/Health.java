package dev.baton.container.cluster.member;

import dev.baton.container.Services;
import java.util.Optional;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/** Whether this node serves, as of now. Thread-safe. */
final class Health implements AutoCloseable {
  private static final int ENDING = Bundle.STOPPING | Bundle.RESOLVED | Bundle.UNINSTALLED;

  private static final String LEAVING = "baton.leaving";
  private static final String LEFT = "baton.left";

  private final Bundle framework;
  private final Supplier<Optional<String>> member;
  private final ServiceTracker<Services, Services> ready;

  Health(BundleContext context, Supplier<Optional<String>> member) {
    this.framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
    this.member = member;
    this.ready = new ServiceTracker<>(context, readyServices(), null);
    ready.open();
  }

  private static Filter readyServices() {
    try {
      return FrameworkUtil.createFilter(
          "(&(objectClass=" + Services.class.getName() + ")(baton.ready=true))");
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Why the node does not serve, in words; empty if it does. */
  Optional<String> trouble() {
    if ((framework.getState() & ENDING) != 0) {
      return Optional.of("stopping");
    }
    if (!isReady()) {
      return Optional.of(
          "starting: " + member.get().orElse("the service bundles are not back yet"));
    }
    if (isLeaving()) {
      return Optional.of("leaving: other nodes take the shards");
    }
    return member.get();
  }

  /** Whether the service bundles are back since the node was started. */
  boolean isReady() {
    return !ready.isEmpty();
  }

  /** Whether it hands over what it holds, to stop then. */
  boolean isLeaving() {
    return says(LEAVING);
  }

  /** Whether it holds nothing any more, or does not serve yet. */
  boolean hasLeft() {
    return ready.isEmpty() || says(LEFT);
  }

  private boolean says(String property) {
    ServiceReference<Services> services = ready.getServiceReference();
    return services != null && Boolean.TRUE.equals(services.getProperty(property));
  }

  @Override
  public void close() {
    ready.close();
  }
}
