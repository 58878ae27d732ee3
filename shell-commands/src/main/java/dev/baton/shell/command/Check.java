package dev.baton.shell.command;

import dev.baton.shell.grammar.Takes;
import dev.baton.shell.grammar.Word;
import dev.baton.shell.render.Screen;
import java.nio.file.Path;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code check}. */
@Component(
    service = Command.class,
    immediate = true,
    property = {"osgi.command.scope=" + Command.SCOPE, "osgi.command.function=check"})
public final class Check extends Command {
  private final Container container;

  @Activate
  public Check(@Reference Container container) {
    this.container = container;
  }

  @Descriptor("looks at a bundle as deploy or upgrade would, and changes nothing")
  public void check(
      CommandSession session,
      @Descriptor("the bundle's JAR") @Takes(Word.FILE) Path file,
      @Descriptor("look at the file alone, do not stage it")
          @Parameter(names = "--static", presentValue = "true", absentValue = "false")
          boolean staticOnly)
      throws Exception {
    Watching.toItsEnd(container.services().check(file, staticOnly), Screen.of(session));
  }
}
