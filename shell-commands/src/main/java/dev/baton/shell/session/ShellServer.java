package dev.baton.shell.session;

import dev.baton.shell.command.Catalogue;
import dev.baton.shell.command.Container;
import dev.baton.shell.control.ControlServer;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.threadio.ThreadIO;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Serves the shell of this node from when Gogo is there until the node stops. The framework's
 * property {@value #DATA} names the node's data directory.
 */
@Component(service = ShellServer.class, immediate = true)
public final class ShellServer {
  /** The framework's property that names the data directory. */
  public static final String DATA = "baton.data";

  private final ControlServer server;
  private final GogoCommands commands;

  @Activate
  public ShellServer(
      BundleContext context,
      @Reference CommandProcessor processor,
      @Reference ThreadIO threadIo,
      @Reference Catalogue catalogue,
      @Reference Container container)
      throws IOException {
    String property = context.getProperty(DATA);
    if (property == null) {
      throw new IllegalStateException(
          "The framework's property " + DATA + " is not set, so no shell is served");
    }
    Path data = Path.of(property);
    Interpreter.Gogo gogo = new Interpreter.Gogo(processor, threadIo);
    this.server = ControlServer.start(data, new GogoSessions(gogo, catalogue, container, data));
    this.commands = GogoCommands.register(context, processor);
  }

  @Deactivate
  void stop() throws IOException {
    commands.unregister();
    server.close();
  }
}
