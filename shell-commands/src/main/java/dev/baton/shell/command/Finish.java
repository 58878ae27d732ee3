package dev.baton.shell.command;

import dev.baton.shell.grammar.Takes;
import dev.baton.shell.grammar.Word;
import dev.baton.shell.render.Screen;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code finish}. */
@Component(
    service = Command.class,
    immediate = true,
    property = {"osgi.command.scope=" + Command.SCOPE, "osgi.command.function=finish"})
public final class Finish extends Command {
  private final Container container;

  @Activate
  public Finish(@Reference Container container) {
    this.container = container;
  }

  @Descriptor("ends an upgrade or rollback that was held: the other version is removed")
  public void finish(
      CommandSession session, @Descriptor("the service") @Takes(Word.SERVICE) String service)
      throws Exception {
    Watching.toItsEnd(container.services().finish(service), Screen.of(session));
  }
}
