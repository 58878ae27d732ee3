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
import org.osgi.util.tracker.ServiceTracker;

/** Whether this node serves, as of now. Thread-safe. */
final class Health implements AutoCloseable {
  private static final int ENDING = Bundle.STOPPING | Bundle.RESOLVED | Bundle.UNINSTALLED;

  private final Bundle framework;
  private final Supplier<Optional<String>> member;
  private static final String LEAVING = "baton.leaving";

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
    if (Boolean.TRUE.equals(ready.getServiceReference().getProperty(LEAVING))) {
      return Optional.of("leaving: other nodes take the shards");
    }
    return member.get();
  }

  /** Whether the service bundles are back since the node was started. */
  boolean isReady() {
    return !ready.isEmpty();
  }

  @Override
  public void close() {
    ready.close();
  }
}
