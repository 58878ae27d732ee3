package dev.baton.shell.command;

import dev.baton.container.Act;
import dev.baton.container.NodeStatus;
import dev.baton.container.ServiceStatus;
import dev.baton.container.Services;
import dev.baton.shell.grammar.Takes;
import dev.baton.shell.grammar.Word;
import dev.baton.shell.render.Screen;
import dev.baton.shell.render.StatusJson;
import dev.baton.shell.render.StatusText;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code status}. */
@Component(
    service = Command.class,
    immediate = true,
    property = {"osgi.command.scope=" + Command.SCOPE, "osgi.command.function=status"})
public final class Status extends Command {
  private final Container container;

  @Activate
  public Status(@Reference Container container) {
    this.container = container;
  }

  @Descriptor("shows what this node or one service is doing")
  public void status(
      CommandSession session,
      @Descriptor("the service; the node if left out") @Takes(value = Word.SERVICE, optional = true)
          String service,
      @Descriptor("print one JSON object")
          @Parameter(names = "--json", presentValue = "true", absentValue = "false")
          boolean json) {
    Services services = container.services();
    Screen screen = Screen.of(session);
    if (service == null) {
      NodeStatus node = services.status();
      screen.print(json ? StatusJson.of(node) + "\n" : StatusText.of(node));
    } else {
      ServiceStatus status = services.status(service);
      Act act = services.running(service);
      screen.print(
          json
              ? StatusJson.of(status) + "\n"
              : StatusText.of(status, act == null ? null : act.progress()));
    }
  }
}
