package dev.baton.shell.command;

import dev.baton.shell.render.Screen;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code rebalance}. */
@Component(
    service = Command.class,
    immediate = true,
    property = {"osgi.command.scope=" + Command.SCOPE, "osgi.command.function=rebalance"})
public final class Rebalance extends Command {
  private final Container container;

  @Activate
  public Rebalance(@Reference Container container) {
    this.container = container;
  }

  @Descriptor("hands shards of busy nodes to others")
  public void rebalance(CommandSession session) throws Exception {
    Watching.toItsEnd(container.nodes().rebalance(), Screen.of(session));
  }
}
