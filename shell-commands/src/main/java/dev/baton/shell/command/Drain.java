package dev.baton.shell.command;

import dev.baton.shell.grammar.Takes;
import dev.baton.shell.grammar.Word;
import dev.baton.shell.render.Screen;
import java.time.Duration;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code drain}. */
@Component(
    service = Command.class,
    immediate = true,
    property = {"osgi.command.scope=" + Command.SCOPE, "osgi.command.function=drain"})
public final class Drain extends Command {
  private final Container container;

  @Activate
  public Drain(@Reference Container container) {
    this.container = container;
  }

  @Descriptor("hands all shards of a node to others; it takes none until undrain")
  public void drain(
      CommandSession session,
      @Descriptor("the node, by its name or id") @Takes(Word.NODE) String node,
      @Descriptor("how long to wait for it")
          @Parameter(names = "--timeout", absentValue = "60s")
          @Takes(Word.DURATION)
          Duration timeout)
      throws Exception {
    Watching.toItsEnd(container.nodes().drain(node, timeout), Screen.of(session));
  }
}
