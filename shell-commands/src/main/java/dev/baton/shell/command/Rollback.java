package dev.baton.shell.command;

import dev.baton.container.HandoffOptions;
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

/** {@code rollback}. */
@Component(
    service = Command.class,
    immediate = true,
    property = {"osgi.command.scope=" + Command.SCOPE, "osgi.command.function=rollback"})
public final class Rollback extends Command {
  private final Container container;

  @Activate
  public Rollback(@Reference Container container) {
    this.container = container;
  }

  @Descriptor("hands a service back to an earlier version, with every write made since")
  public void rollback(
      CommandSession session,
      @Descriptor("the service") @Takes(Word.SERVICE) String service,
      @Descriptor("a kept version; the one before if left out")
          @Takes(value = Word.VERSION, optional = true)
          String version,
      @Descriptor("how long callers of one shard may be held")
          @Parameter(names = "--max-pause", absentValue = "500ms")
          @Takes(Word.DURATION)
          Duration maxPause,
      @Descriptor("how long to wait for running calls to end")
          @Parameter(names = "--drain-timeout", absentValue = "30s")
          @Takes(Word.DURATION)
          Duration drainTimeout,
      @Descriptor("keep the newer version staged until finish or abort")
          @Parameter(names = "--hold", presentValue = "true", absentValue = "false")
          boolean hold,
      @Descriptor("print the report as one JSON object, on the last line")
          @Parameter(names = "--json", presentValue = "true", absentValue = "false")
          boolean json)
      throws Exception {
    HandoffOptions options = new HandoffOptions(maxPause, drainTimeout, hold);
    Watching.toItsEnd(
        container.services().rollback(service, version, options), Screen.of(session), json);
  }
}
