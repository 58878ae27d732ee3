package dev.baton.shell.command;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.felix.service.command.CommandSession;

/** All commands that a Gogo session knows, of every scope. */
public final class Commands {
  private static final String ALL = ".commands";

  private Commands() {}

  /** As {@code scope:name}. */
  private static Collection<String> qualified(CommandSession session) {
    return session.get(ALL) instanceof Set<?> all
        ? all.stream().map(String::valueOf).filter(name -> name.indexOf(':') > 0).toList()
        : List.of();
  }

  /** Their names without scope. */
  public static Set<String> names(CommandSession session) {
    return qualified(session).stream()
        .map(name -> name.substring(name.indexOf(':') + 1))
        .filter(name -> !name.startsWith("_"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Their names by scope. */
  public static Map<String, Set<String>> scopes(CommandSession session) {
    return qualified(session).stream()
        .collect(
            Collectors.groupingBy(
                name -> name.substring(0, name.indexOf(':')),
                TreeMap::new,
                Collectors.mapping(
                    name -> name.substring(name.indexOf(':') + 1),
                    Collectors.toCollection(TreeSet::new))));
  }

  /** Whether there is a command of this name, with or without its scope. */
  public static boolean exists(CommandSession session, String name) {
    return name.indexOf(':') > 0
        ? qualified(session).contains(name)
        : names(session).contains(name);
  }
}
