package dev.baton.itests.gate;

import dev.baton.container.gate.Gates;
import dev.baton.itests.gate.api.Greeter;
import dev.baton.itests.gate.consumer.Consumer;
import dev.baton.itests.gate.provider.Offers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.FrameworkWiring;

/** A framework with the gate in it; the story plays the engine. */
final class Node implements AutoCloseable {
  private static final String FROM_CLASS_PATH =
      "dev.baton.container;version=1.0.0,dev.baton.container.gate;version=1.0.0,"
          + "dev.baton.state;version=1.0.0,org.slf4j;version=2.0.20";

  private final Framework framework;
  private final Gates gates;
  private final Bundle api;
  private final Bundle consumer;

  Node(Path cache) throws BundleException {
    framework =
        ServiceLoader.load(FrameworkFactory.class)
            .findFirst()
            .orElseThrow()
            .newFramework(
                Map.of(
                    Constants.FRAMEWORK_STORAGE,
                    cache.toString(),
                    Constants.FRAMEWORK_BSNVERSION,
                    "multiple",
                    Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                    FROM_CLASS_PATH));
    framework.start();
    for (String type :
        List.of(
            "org.osgi.util.function.Function",
            "org.osgi.util.promise.Promise",
            "org.osgi.service.component.ComponentContext",
            "jakarta.servlet.Servlet",
            "net.bytebuddy.ByteBuddy",
            "org.apache.felix.scr.info.ScrInfo",
            "dev.baton.container.gate.osgi.Activator")) {
      installJarOf(type);
    }
    for (Bundle bundle : context().getBundles()) {
      bundle.start();
    }
    gates = context().getService(context().getServiceReference(Gates.class));
    api =
        install(
            new Jars("greeter-api", "1.0.0")
                .with(Greeter.class)
                .header("Export-Package", Greeter.class.getPackageName() + ";version=1.0.0")
                .header("Import-Package", "dev.baton.state"));
    consumer =
        install(
            new Jars("consumer", "1.0.0")
                .with(Consumer.class)
                .header("Import-Package", Greeter.class.getPackageName())
                .component(
                    "consumer",
                    "activate='activate'",
                    List.of(
                        "<implementation class='" + Consumer.class.getName() + "'/>",
                        "<service><provide interface='java.util.function.Supplier'/></service>",
                        "<reference name='greeter' interface='"
                            + Greeter.class.getName()
                            + "' bind='bind' policy='static'/>")));
    api.start();
    consumer.start();
  }

  BundleContext context() {
    return framework.getBundleContext();
  }

  Gates gates() {
    return gates;
  }

  /** A bundle that is neither the container's nor a version's. */
  Bundle consumer() {
    return consumer;
  }

  /** Installs a version of the provider; its activator registers what {@code offers} lists. */
  Bundle install(String version, String offers) throws BundleException {
    return install(
        provider(version)
            .header("Test-Offers", offers)
            .header(Constants.BUNDLE_ACTIVATOR, Offers.class.getName()));
  }

  Jars provider(String version) {
    return new Jars("greeter", version)
        .with(Offers.class)
        .header(
            "Import-Package",
            "org.osgi.framework,jakarta.servlet,dev.baton.state," + Greeter.class.getPackageName());
  }

  Bundle install(Jars jar) throws BundleException {
    try (InputStream in = jar.toStream()) {
      return context().installBundle("test:" + in.hashCode(), in);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The service that a bundle finds, or null. */
  static Object find(Bundle viewer, String name) {
    ServiceReference<?> reference = viewer.getBundleContext().getServiceReference(name);
    return reference == null ? null : viewer.getBundleContext().getService(reference);
  }

  /** Calls a service whose interface only bundles know. */
  static Object call(Object service, String interfaceName, String method, Object... arguments) {
    try {
      Class<?> type =
          List.of(service.getClass().getInterfaces()).stream()
              .filter(t -> t.getName().equals(interfaceName))
              .findFirst()
              .orElseThrow();
      Class<?>[] types = arguments.length == 0 ? new Class<?>[0] : new Class<?>[] {String.class};
      return type.getMethod(method, types).invoke(service, arguments);
    } catch (java.lang.reflect.InvocationTargetException e) {
      throw (RuntimeException) e.getCause();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  void refresh(Bundle bundle) {
    framework.adapt(FrameworkWiring.class).refreshBundles(List.of(bundle));
  }

  private void installJarOf(String type) throws BundleException {
    try {
      Class<?> found = Class.forName(type, false, Node.class.getClassLoader());
      context().installBundle(found.getProtectionDomain().getCodeSource().getLocation().toString());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() throws BundleException, InterruptedException {
    framework.stop();
    framework.waitForStop(TimeUnit.SECONDS.toMillis(20));
  }
}
