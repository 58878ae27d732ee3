package dev.baton.shell.command;

import dev.baton.shell.grammar.Grammar;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The commands of scope {@code baton} that are there now; thread-safe. */
@Component(service = Catalogue.class)
public final class Catalogue {
  private final Map<String, Grammar> grammars = new ConcurrentHashMap<>();

  @Reference(
      service = Command.class,
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      target = "(!(osgi.command.function=help))")
  void add(Command command) {
    grammars.put(command.grammar().name(), command.grammar());
  }

  void remove(Command command) {
    grammars.remove(command.grammar().name(), command.grammar());
  }

  /** By name. */
  public Map<String, Grammar> grammars() {
    return Map.copyOf(grammars);
  }

  /** The command of this name, with or without its scope. */
  public Optional<Grammar> grammar(String name) {
    String prefix = Command.SCOPE + ":";
    return Optional.ofNullable(
        grammars.get(name.startsWith(prefix) ? name.substring(prefix.length()) : name));
  }
}
