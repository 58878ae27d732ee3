package dev.baton.shell.command;

import dev.baton.shell.grammar.Takes;
import dev.baton.shell.grammar.Word;
import dev.baton.shell.render.Screen;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code drill}. */
@Component(
    service = Command.class,
    immediate = true,
    property = {"osgi.command.scope=" + Command.SCOPE, "osgi.command.function=drill"})
public final class Drill extends Command {
  private final Container container;

  @Activate
  public Drill(@Reference Container container) {
    this.container = container;
  }

  @Descriptor("proves that every shard could be taken over by another node")
  public void drill(
      CommandSession session,
      @Descriptor("the node whose shards are looked at; all if left out")
          @Takes(value = Word.NODE, optional = true)
          String node)
      throws Exception {
    Watching.toItsEnd(container.nodes().drill(node), Screen.of(session));
  }
}
