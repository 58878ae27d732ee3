package dev.baton.shell.command;

import dev.baton.shell.grammar.Grammar;
import dev.baton.shell.grammar.Near;
import dev.baton.shell.grammar.Takes;
import dev.baton.shell.grammar.UsageException;
import dev.baton.shell.grammar.Word;
import dev.baton.shell.render.Screen;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code help}: Baton's own commands in their own words, any other as Gogo describes it. */
@Component(
    service = Command.class,
    immediate = true,
    property = {"osgi.command.scope=" + Command.SCOPE, "osgi.command.function=help"})
public final class Help extends Command {
  private final Catalogue catalogue;

  @Activate
  public Help(@Reference Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Descriptor("lists the commands, or describes one")
  public void help(
      CommandSession session,
      @Descriptor("a command; all of them if left out")
          @Takes(value = Word.COMMAND, optional = true)
          String command)
      throws Exception {
    Screen screen = Screen.of(session);
    if (command == null) {
      screen.print(overview(session));
      return;
    }
    Grammar own = catalogue.grammar(command).orElse(null);
    if (own != null) {
      screen.print(HelpText.of(own));
    } else if (Commands.exists(session, command)) {
      describeOther(session, command);
    } else {
      throw new UsageException(
          "There is no command '"
              + command
              + "'"
              + Near.didYouMean(command, Commands.names(session))
              + " help lists them");
    }
  }

  private String overview(CommandSession session) {
    Map<String, String> usages = new LinkedHashMap<>();
    for (Grammar grammar : new TreeMap<>(catalogue.grammars()).values()) {
      usages.put(grammar.usageOfPlaces(), grammar.description());
    }
    String others =
        Commands.scopes(session).entrySet().stream()
            .filter(scope -> !scope.getKey().equals(SCOPE))
            .map(scope -> "  " + scope.getKey() + "  " + String.join(" ", scope.getValue()))
            .collect(Collectors.joining("\n"));
    return HelpText.columns(usages)
        + "\nhelp COMMAND or COMMAND --help says more.\n"
        + (others.isEmpty() ? "" : "\nThe framework's own, by scope:\n" + others + "\n");
  }

  private static void describeOther(CommandSession session, String command) throws Exception {
    if (session.get("gogo:help") instanceof Function gogo) {
      gogo.execute(session, new ArrayList<>(List.of(command)));
    } else {
      Screen.of(session).line(command + " is the framework's own; nothing more is known of it");
    }
  }
}
