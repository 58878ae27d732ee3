package dev.baton.shell.command;

import dev.baton.shell.grammar.Takes;
import dev.baton.shell.grammar.Word;
import dev.baton.shell.render.Screen;
import java.nio.file.Path;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code deploy}. */
@Component(
    service = Command.class,
    immediate = true,
    property = {"osgi.command.scope=" + Command.SCOPE, "osgi.command.function=deploy"})
public final class Deploy extends Command {
  private final Container container;

  @Activate
  public Deploy(@Reference Container container) {
    this.container = container;
  }

  @Descriptor("brings a new service bundle, or a library bundle such as an API")
  public void deploy(
      CommandSession session, @Descriptor("the bundle's JAR") @Takes(Word.FILE) Path file)
      throws Exception {
    Watching.toItsEnd(container.services().deploy(file), Screen.of(session));
  }
}
