package dev.baton.shell.command;

import dev.baton.shell.grammar.Takes;
import dev.baton.shell.grammar.Word;
import dev.baton.shell.render.Screen;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code undeploy}. */
@Component(
    service = Command.class,
    immediate = true,
    property = {"osgi.command.scope=" + Command.SCOPE, "osgi.command.function=undeploy"})
public final class Undeploy extends Command {
  private final Container container;

  @Activate
  public Undeploy(@Reference Container container) {
    this.container = container;
  }

  @Descriptor("removes a service; its state is kept for a later deploy")
  public void undeploy(
      CommandSession session,
      @Descriptor("the service") @Takes(Word.SERVICE) String service,
      @Descriptor("remove its state too, for good")
          @Parameter(names = "--discard-state", presentValue = "true", absentValue = "false")
          boolean discardState)
      throws Exception {
    Watching.toItsEnd(container.services().undeploy(service, discardState), Screen.of(session));
  }
}
