package dev.baton.container.cluster.member;

import dev.baton.container.cluster.CopyRules;
import java.io.IOException;
import java.security.SecureRandom;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * Brings this node's member up when the bundle starts, and down when it stops. Reads the framework
 * properties that {@link ClusterSettings} names.
 */
public final class ClusterActivator implements BundleActivator {
  private RunningMember running;

  /** Called by the framework. */
  public ClusterActivator() {}

  @Override
  public void start(BundleContext context) throws IOException {
    running =
        RunningMember.start(
            ClusterSettings.of(context::getProperty), new CopyRules(new SecureRandom()::nextLong));
    running.publish(context);
  }

  @Override
  public void stop(BundleContext context) {
    running.close();
  }
}
