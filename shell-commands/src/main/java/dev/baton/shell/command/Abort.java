package dev.baton.shell.command;

import dev.baton.shell.grammar.Takes;
import dev.baton.shell.grammar.Word;
import dev.baton.shell.render.Screen;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code abort}. */
@Component(
    service = Command.class,
    immediate = true,
    property = {"osgi.command.scope=" + Command.SCOPE, "osgi.command.function=abort"})
public final class Abort extends Command {
  private final Container container;

  @Activate
  public Abort(@Reference Container container) {
    this.container = container;
  }

  @Descriptor("ends an upgrade or rollback that runs or is held: the version before serves again")
  public void abort(
      CommandSession session, @Descriptor("the service") @Takes(Word.SERVICE) String service)
      throws Exception {
    Watching.toItsEnd(container.services().abort(service), Screen.of(session));
  }
}
