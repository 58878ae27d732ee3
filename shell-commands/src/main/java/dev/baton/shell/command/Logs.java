package dev.baton.shell.command;

import dev.baton.container.LogLine;
import dev.baton.container.RefusedException;
import dev.baton.shell.grammar.Takes;
import dev.baton.shell.grammar.Word;
import dev.baton.shell.render.ClusterText;
import dev.baton.shell.render.Screen;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code logs}. */
@Component(
    service = Command.class,
    immediate = true,
    property = {"osgi.command.scope=" + Command.SCOPE, "osgi.command.function=logs"})
public final class Logs extends Command {
  private final Container container;

  @Activate
  public Logs(@Reference Container container) {
    this.container = container;
  }

  @Descriptor("shows what all nodes have logged, in the order of time")
  public void logs(
      CommandSession session,
      @Descriptor("only what belongs to this change of version, which 'upgrade' names first")
          @Parameter(names = "--rollout", absentValue = "")
          @Takes(Word.ID)
          String rollout,
      @Descriptor("how many lines of each node to show at most, the newest ones")
          @Parameter(names = "--lines", absentValue = "1000")
          @Takes(Word.NUMBER)
          int lines) {
    String wanted = rollout == null ? "" : rollout;
    List<LogLine> found = container.nodes().logs(wanted, lines);
    if (found.isEmpty()) {
      throw new RefusedException(
          "No node that is here has logged anything"
              + (wanted.isEmpty() ? "" : " of rollout " + wanted));
    }
    Screen.of(session).print(ClusterText.logs(found));
  }
}
