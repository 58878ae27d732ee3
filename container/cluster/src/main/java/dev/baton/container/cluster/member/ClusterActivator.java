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

  /** Tells the launcher that the node is to start again. */
  private static final String BEGIN_ANEW = "baton.begin.anew";

  private volatile RunningMember running;

  /** Called by the framework. */
  public ClusterActivator() {}

  @Override
  public void start(BundleContext context) throws IOException {
    running =
        RunningMember.start(
            ClusterSettings.of(context::getProperty),
            new CopyRules(new SecureRandom()::nextLong),
            why -> beginAnew(context, why));
    running.publish(context);
  }

  /** By the launcher, which starts the node again when the framework has stopped. */
  private void beginAnew(BundleContext context, String why) {
    LOG.error("{}", why);
    Thread stopping = new Thread(() -> stopAndStart(context), "baton-begin-anew");
    stopping.setDaemon(true);
    stopping.start();
  }

  private void stopAndStart(BundleContext context) {
    try {
      RunningMember replaced = running;
      if (replaced == null || replaced.setAside()) {
        System.setProperty(BEGIN_ANEW, "true");
      } else {
        LOG.error("The node stops. Copy its data away, make room, then start it again");
      }
      context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).stop();
    } catch (BundleException failed) {
      LOG.error("The node does not stop by itself; stop it and start it again", failed);
    }
  }

  @Override
  public void stop(BundleContext context) {
    running.close();
  }
}
