package dev.baton.shell.command;

import dev.baton.container.PeerLost;
import dev.baton.shell.grammar.Takes;
import dev.baton.shell.grammar.UsageException;
import dev.baton.shell.grammar.Word;
import dev.baton.shell.render.ClusterText;
import dev.baton.shell.render.Screen;
import java.util.Arrays;
import java.util.Locale;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code peerlost}. */
@Component(
    service = Command.class,
    immediate = true,
    property = {"osgi.command.scope=" + Command.SCOPE, "osgi.command.function=peerlost"})
public final class Peerlost extends Command {
  private final Container container;

  @Activate
  public Peerlost(@Reference Container container) {
    this.container = container;
  }

  @Descriptor("says what one of two nodes does when the other is lost")
  public void peerlost(
      CommandSession session,
      @Descriptor("stop or continue; if left out, shows what holds")
          @Takes(value = Word.ANSWER, optional = true)
          String answer)
      throws Exception {
    Screen screen = Screen.of(session);
    if (answer == null) {
      screen.print(ClusterText.peerLost(container.nodes().peerLost()));
      return;
    }
    PeerLost wanted =
        Arrays.stream(PeerLost.values())
            .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(answer))
            .findFirst()
            .orElseThrow(
                () -> new UsageException("ANSWER is '" + answer + "'; it is stop or continue"));
    Watching.toItsEnd(container.nodes().peerLost(wanted), screen);
  }
}
