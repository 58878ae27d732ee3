package dev.baton.shell.command;

import dev.baton.shell.render.ClusterText;
import dev.baton.shell.render.Screen;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code doctor}. */
@Component(
    service = Command.class,
    immediate = true,
    property = {"osgi.command.scope=" + Command.SCOPE, "osgi.command.function=doctor"})
public final class Doctor extends Command {
  private final Container container;

  @Activate
  public Doctor(@Reference Container container) {
    this.container = container;
  }

  @Descriptor("says what the cluster waits for, misses or doubts, and what to do")
  public void doctor(CommandSession session) {
    Screen.of(session).print(ClusterText.findings(container.nodes().doctor()));
  }
}
