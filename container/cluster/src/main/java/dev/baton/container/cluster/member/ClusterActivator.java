package dev.baton.container.cluster.member;

import java.io.IOException;
import java.nio.file.Path;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * Brings this node's member up when the bundle starts, and down when it stops. Reads the framework
 * properties {@value #DATA}, the node's directory, and {@value #NAME}, its name.
 */
public final class ClusterActivator implements BundleActivator {
  private static final String DATA = "baton.data";
  private static final String NAME = "baton.name";

  private RunningMember running;

  /** Called by the framework. */
  public ClusterActivator() {}

  @Override
  public void start(BundleContext context) throws IOException {
    running = RunningMember.start(required(context, NAME), Path.of(required(context, DATA)));
    running.publish(context);
  }

  @Override
  public void stop(BundleContext context) {
    running.close();
  }

  private static String required(BundleContext context, String property) {
    String value = context.getProperty(property);
    if (value == null || value.isBlank()) {
      throw new IllegalStateException(
          "The framework property " + property + " is missing; the launcher sets it");
    }
    return value;
  }
}
