package dev.baton.shell.command;

import dev.baton.shell.grammar.Takes;
import dev.baton.shell.grammar.Word;
import dev.baton.shell.render.Screen;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code undrain}. */
@Component(
    service = Command.class,
    immediate = true,
    property = {"osgi.command.scope=" + Command.SCOPE, "osgi.command.function=undrain"})
public final class Undrain extends Command {
  private final Container container;

  @Activate
  public Undrain(@Reference Container container) {
    this.container = container;
  }

  @Descriptor("lets a drained node hold shards again")
  public void undrain(
      CommandSession session,
      @Descriptor("the node, by its name or id") @Takes(Word.NODE) String node)
      throws Exception {
    Watching.toItsEnd(container.nodes().undrain(node), Screen.of(session));
  }
}
