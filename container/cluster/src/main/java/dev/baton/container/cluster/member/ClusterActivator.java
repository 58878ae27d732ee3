package dev.baton.container.cluster.member;

import dev.baton.container.cluster.CopyRules;
import java.io.IOException;
import java.security.SecureRandom;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings this node's member up when the bundle starts, and down when it stops. Reads the framework
 * properties that {@link ClusterSettings} names.
 */
public final class ClusterActivator implements BundleActivator {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterActivator.class);

  private RunningMember running;

  /** Called by the framework. */
  public ClusterActivator() {}

  @Override
  public void start(BundleContext context) throws IOException {
    running =
        RunningMember.start(
            ClusterSettings.of(context::getProperty),
            new CopyRules(new SecureRandom()::nextLong),
            () -> stopNode(context));
    running.publish(context);
  }

  private static void stopNode(BundleContext context) {
    LOG.error(
        "The others could not reach this node, have recorded it as gone and go on without it; what it"
            + " held is theirs. It stops; start it again, and it joins them");
    Thread stopping =
        new Thread(
            () -> {
              try {
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).stop();
              } catch (BundleException failed) {
                LOG.error("The node does not stop by itself; stop it", failed);
              }
            },
            "baton-replaced");
    stopping.setDaemon(true);
    stopping.start();
  }

  @Override
  public void stop(BundleContext context) {
    running.close();
  }
}
