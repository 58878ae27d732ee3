package dev.baton.shell.command;

import dev.baton.container.EntryView;
import dev.baton.container.RefusedException;
import dev.baton.container.Services;
import dev.baton.container.TableStatus;
import dev.baton.shell.grammar.Takes;
import dev.baton.shell.grammar.UsageException;
import dev.baton.shell.grammar.Word;
import dev.baton.shell.render.Screen;
import dev.baton.shell.render.StateText;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code state}. */
@Component(
    service = Command.class,
    immediate = true,
    property = {"osgi.command.scope=" + Command.SCOPE, "osgi.command.function=state"})
public final class State extends Command {
  private final Container container;

  @Activate
  public State(@Reference Container container) {
    this.container = container;
  }

  @Descriptor("shows a service's tables, the entries of one table, or one entry, as JSON")
  public void state(
      CommandSession session,
      @Descriptor("the service") @Takes(Word.SERVICE) String service,
      @Descriptor("a table; all of them with their sizes if left out")
          @Takes(value = Word.TABLE, optional = true)
          String table,
      @Descriptor("a key; the table's first entries if left out")
          @Takes(value = Word.KEY, optional = true)
          String key,
      @Descriptor("how many entries to show at most")
          @Parameter(names = "--limit", absentValue = "100")
          @Takes(Word.NUMBER)
          int limit) {
    Services services = container.services();
    Screen screen = Screen.of(session);
    if (table == null) {
      screen.print(StateText.tables(service, services.tables(service)));
    } else if (key == null) {
      showEntries(services, screen, service, table, limit);
    } else {
      showEntry(services, screen, service, table, key);
    }
  }

  private static void showEntries(
      Services services, Screen screen, String service, String table, int limit) {
    List<EntryView> entries = services.entries(service, table, null, limit);
    long all =
        services.tables(service).stream()
            .filter(candidate -> candidate.name().equals(table))
            .mapToLong(TableStatus::entries)
            .sum();
    screen.print(StateText.entries(entries, all));
  }

  private static void showEntry(
      Services services, Screen screen, String service, String table, String key) {
    if (key.isEmpty()) {
      throw new UsageException("KEY is empty; give its text form");
    }
    List<EntryView> entries = services.entries(service, table, key, 1);
    if (entries.isEmpty()) {
      throw new RefusedException(
          "Table '" + table + "' of " + service + " has no entry for the key '" + key + "'");
    }
    screen.line(entries.get(0).value());
  }
}
