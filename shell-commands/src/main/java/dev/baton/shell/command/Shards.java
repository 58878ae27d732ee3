package dev.baton.shell.command;

import dev.baton.shell.grammar.Takes;
import dev.baton.shell.grammar.Word;
import dev.baton.shell.render.ClusterText;
import dev.baton.shell.render.Screen;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code shards}. */
@Component(
    service = Command.class,
    immediate = true,
    property = {"osgi.command.scope=" + Command.SCOPE, "osgi.command.function=shards"})
public final class Shards extends Command {
  private final Container container;

  @Activate
  public Shards(@Reference Container container) {
    this.container = container;
  }

  @Descriptor("shows where the shards are: holder, version, entries, load, lag, copies")
  public void shards(
      CommandSession session,
      @Descriptor("the service; all of them if left out")
          @Takes(value = Word.SERVICE, optional = true)
          String service) {
    Screen.of(session).print(ClusterText.shards(container.nodes().shards(service)));
  }
}
