package dev.baton.container.gate.osgi;

import dev.baton.container.LastCall;
import dev.baton.container.gate.Calls;
import dev.baton.container.gate.Clock;
import dev.baton.container.gate.Gates;
import dev.baton.container.gate.HoldLimits;
import java.time.Duration;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.hooks.service.EventListenerHook;
import org.osgi.framework.hooks.service.FindHook;

/**
 * Starts the gate: hooks first, so that nothing is seen that should be hidden, then its services.
 *
 * <p>Framework properties: {@code baton.gate.maxHeld} (100), how many calls may wait at once, half
 * of the threads that Jetty has; {@code baton.gate.maxHoldMs} (5000), how long one may.
 */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class Activator implements BundleActivator {
  private static final int MAX_HELD = 100;
  private static final int MAX_HOLD_MS = 5000;

  private Clock clock;
  private NodeGates gates;

  @Override
  public void start(BundleContext context) {
    HoldLimits limits =
        new HoldLimits(
            number(context, "baton.gate.maxHeld", MAX_HELD),
            Duration.ofMillis(number(context, "baton.gate.maxHoldMs", MAX_HOLD_MS)));
    clock = Clock.start();
    gates = new NodeGates(context, limits);
    Hiding hiding = gates.hiding();
    context.registerService(
        new String[] {FindHook.class.getName(), EventListenerHook.class.getName()}, hiding, null);
    gates.open();
    context.registerService(LastCall.class, Calls::lastVersion, null);
    context.registerService(Gates.class, gates, null);
  }

  @Override
  public void stop(BundleContext context) {
    gates.close();
    clock.close();
  }

  private static int number(BundleContext context, String key, int otherwise) {
    String value = context.getProperty(key);
    if (value == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(value.strip());
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(key + " must be a whole number, but is " + value, e);
    }
    throw new IllegalArgumentException(key + " must not be negative, but is " + value);
  }
}
