package dev.baton.shell.command;

import dev.baton.container.Act;
import dev.baton.container.Backups;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * Backups that only say what was asked.
 *
 * @param acts makes the act of what was asked, in words
 */
record FakeBackups(Function<String, Act> acts) implements Backups {

  @Override
  public Act backup(Path directory) {
    return acts.apply("backup " + directory);
  }

  @Override
  public Act restore(Path directory, String service) {
    return acts.apply("restore " + directory + " " + service);
  }
}
