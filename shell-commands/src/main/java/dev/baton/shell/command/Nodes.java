package dev.baton.shell.command;

import dev.baton.shell.render.ClusterText;
import dev.baton.shell.render.Screen;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code nodes}. */
@Component(
    service = Command.class,
    immediate = true,
    property = {"osgi.command.scope=" + Command.SCOPE, "osgi.command.function=nodes"})
public final class Nodes extends Command {
  private final Container container;

  @Activate
  public Nodes(@Reference Container container) {
    this.container = container;
  }

  @Descriptor("shows the nodes of the cluster and what each holds")
  public void nodes(CommandSession session) {
    Screen.of(session).print(ClusterText.nodes(container.nodes().nodes()));
  }
}
