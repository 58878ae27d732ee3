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

/** {@code restore}. */
@Component(
    service = Command.class,
    immediate = true,
    property = {"osgi.command.scope=" + Command.SCOPE, "osgi.command.function=restore"})
public final class Restore extends Command {
  private final Container container;

  @Activate
  public Restore(@Reference Container container) {
    this.container = container;
  }

  @Descriptor("deploys what a backup holds, with its state, where it is not deployed")
  public void restore(
      CommandSession session,
      @Descriptor("the backup") @Takes(Word.DIRECTORY) Path directory,
      @Descriptor("one service of it; all if left out")
          @Takes(value = Word.SERVICE, optional = true)
          String service)
      throws Exception {
    Watching.toItsEnd(container.backups().restore(directory, service), Screen.of(session));
  }
}
