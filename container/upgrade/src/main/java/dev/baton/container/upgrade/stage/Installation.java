package dev.baton.container.upgrade.stage;

import dev.baton.container.RefusedException;
import dev.baton.container.upgrade.act.BundleThreads;
import dev.baton.container.upgrade.artifact.BundleFile;
import dev.baton.state.step.Step;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** Installs bundles beside those that serve, and uninstalls them; runs none of their code. */
public final class Installation {
  private final BundleContext context;
  private final Wiring wiring;
  private final BundleThreads threads;

  /**
   * @param threads what hangs there explains why a bundle is still installed
   */
  public Installation(BundleContext context, BundleThreads threads) {
    this.context = context;
    this.wiring = new Wiring(context);
    this.threads = threads;
  }

  /**
   * Installs and resolves a bundle and looks at its wiring.
   *
   * @throws RefusedException if it cannot serve; it is uninstalled again
   */
  public Installed install(BundleFile file) {
    Bundle bundle = installed(file);
    try {
      if (file.service()) {
        wiring.checkExportsNothing(bundle);
      }
      wiring.resolve(bundle);
      wiring.checkWiredToNoVersionOfItself(bundle);
      int shards = file.service() ? ShardCount.of(bundle) : 0;
      Step.VERSION_INSTALLED.reached();
      return new Installed(bundle, shards);
    } catch (RuntimeException refused) {
      uninstall(bundle);
      throw refused;
    }
  }

  /** Removes a bundle that was installed and not started. */
  public void remove(Installed installed) {
    uninstall(installed.bundle());
  }

  /**
   * Uninstalls a library bundle; what is wired to it keeps its classes until it is stopped.
   *
   * @throws RefusedException if a bundle uses it
   */
  public void removeLibrary(String name, String version) {
    Bundle bundle = context.getBundle(location(name, version));
    if (bundle == null) {
      return;
    }
    wiring.checkUnused(bundle);
    uninstall(bundle);
  }

  /** Whether a bundle of this name and version is installed. */
  public boolean has(String name, String version) {
    return context.getBundle(location(name, version)) != null;
  }

  private static String location(String name, String version) {
    return "baton:" + name + "/" + version;
  }

  private Bundle installed(BundleFile file) {
    String location = location(file.name(), file.version().toString());
    if (context.getBundle(location) != null) {
      List<String> stuck = threads.stuck(file.name() + " " + file.version());
      throw new RefusedException(
          file
              + " is installed already"
              + (stuck.isEmpty()
                  ? ""
                  : ", "
                      + String.join(", ", stuck)
                      + "; it goes when that ends or the node is started anew"));
    }
    try (InputStream in = Files.newInputStream(file.path())) {
      return context.installBundle(location, in);
    } catch (IOException | BundleException failed) {
      throw new RefusedException(file + " could not be installed: " + failed.getMessage(), failed);
    }
  }

  static void uninstall(Bundle bundle) {
    try {
      if (bundle.getState() != Bundle.UNINSTALLED) {
        bundle.uninstall();
      }
    } catch (BundleException failed) {
      throw new RefusedException(
          Wiring.name(bundle) + " could not be uninstalled: " + failed.getMessage(), failed);
    }
  }
}
