package dev.baton.shell.command;

import dev.baton.container.HandoffOptions;
import dev.baton.shell.grammar.Takes;
import dev.baton.shell.grammar.Word;
import dev.baton.shell.render.Screen;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code upgrade}. */
@Component(
    service = Command.class,
    immediate = true,
    property = {"osgi.command.scope=" + Command.SCOPE, "osgi.command.function=upgrade"})
public final class Upgrade extends Command {
  private final Container container;

  @Activate
  public Upgrade(@Reference Container container) {
    this.container = container;
  }

  @Descriptor("replaces a service's version by a newer one and hands its state over")
  public void upgrade(
      CommandSession session,
      @Descriptor("the newer bundle's JAR") @Takes(Word.FILE) Path file,
      @Descriptor("how long callers of one shard may be held")
          @Parameter(names = "--max-pause", absentValue = "500ms")
          @Takes(Word.DURATION)
          Duration maxPause,
      @Descriptor("how long to wait for running calls to end")
          @Parameter(names = "--drain-timeout", absentValue = "30s")
          @Takes(Word.DURATION)
          Duration drainTimeout,
      @Descriptor("keep the old version staged until finish or abort")
          @Parameter(names = "--hold", presentValue = "true", absentValue = "false")
          boolean hold,
      @Descriptor("first prove that every shard could be taken over, as 'drill' does")
          @Parameter(names = "--drill", presentValue = "true", absentValue = "false")
          boolean drill,
      @Descriptor("print the report as one JSON object, on the last line")
          @Parameter(names = "--json", presentValue = "true", absentValue = "false")
          boolean json)
      throws Exception {
    if (drill) {
      Watching.toItsEnd(container.nodes().drill(null), Screen.of(session));
    }
    HandoffOptions options = new HandoffOptions(maxPause, drainTimeout, hold);
    Watching.toItsEnd(container.services().upgrade(file, options), Screen.of(session), json);
  }
}
