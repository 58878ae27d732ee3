package dev.baton.shell.command;

import dev.baton.shell.grammar.Takes;
import dev.baton.shell.grammar.Word;
import dev.baton.shell.render.Screen;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code forget}. */
@Component(
    service = Command.class,
    immediate = true,
    property = {"osgi.command.scope=" + Command.SCOPE, "osgi.command.function=forget"})
public final class Forget extends Command {
  private final Container container;

  @Activate
  public Forget(@Reference Container container) {
    this.container = container;
  }

  @Descriptor("says that a node that is away is gone for good")
  public void forget(
      CommandSession session,
      @Descriptor("the node, by its name or id") @Takes(Word.NODE) String node)
      throws Exception {
    Watching.toItsEnd(container.nodes().forget(node), Screen.of(session));
  }
}
