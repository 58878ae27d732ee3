package dev.baton.shell.command;

import dev.baton.shell.grammar.Takes;
import dev.baton.shell.grammar.UsageException;
import dev.baton.shell.grammar.Word;
import dev.baton.shell.render.Screen;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code move}. */
@Component(
    service = Command.class,
    immediate = true,
    property = {"osgi.command.scope=" + Command.SCOPE, "osgi.command.function=move"})
public final class Move extends Command {
  private final Container container;

  @Activate
  public Move(@Reference Container container) {
    this.container = container;
  }

  @Descriptor("hands one shard to a node")
  public void move(
      CommandSession session,
      @Descriptor("the service") @Takes(Word.SERVICE) String service,
      @Descriptor("the number of the shard") @Takes(Word.SHARD) String shard,
      @Descriptor("the node, by its name or id") @Takes(Word.NODE) String node)
      throws Exception {
    if (!shard.matches("\\d{1,6}")) {
      throw new UsageException("SHARD is '" + shard + "'; it is a whole number from 0");
    }
    Watching.toItsEnd(
        container.nodes().move(service, Integer.parseInt(shard), node), Screen.of(session));
  }
}
