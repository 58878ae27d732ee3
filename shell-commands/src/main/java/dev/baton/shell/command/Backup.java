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

/** {@code backup}. */
@Component(
    service = Command.class,
    immediate = true,
    property = {"osgi.command.scope=" + Command.SCOPE, "osgi.command.function=backup"})
public final class Backup extends Command {
  private final Container container;

  @Activate
  public Backup(@Reference Container container) {
    this.container = container;
  }

  @Descriptor("writes all that is deployed, with its state, into a directory of this node")
  public void backup(
      CommandSession session,
      @Descriptor("a directory that is not there, or empty") @Takes(Word.DIRECTORY) Path directory)
      throws Exception {
    Watching.toItsEnd(container.backups().backup(directory), Screen.of(session));
  }
}
