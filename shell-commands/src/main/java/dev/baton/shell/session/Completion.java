package dev.baton.shell.session;

import dev.baton.shell.command.Catalogue;
import dev.baton.shell.command.Commands;
import dev.baton.shell.grammar.Grammar;
import dev.baton.shell.grammar.Option;
import dev.baton.shell.grammar.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.felix.service.command.CommandSession;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/**
 * What the tab key offers: commands, their options, and for each word what it stands for. Words of
 * other commands than Baton's are completed as files.
 */
final class Completion implements Completer {
  private final CommandSession session;
  private final Catalogue catalogue;
  private final Names names;

  Completion(CommandSession session, Catalogue catalogue, Names names) {
    this.session = session;
    this.catalogue = catalogue;
    this.names = names;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    List<String> before = List.copyOf(line.words().subList(0, line.wordIndex()));
    if (before.isEmpty()) {
      commands(candidates);
      return;
    }
    Optional<Grammar> grammar = catalogue.grammar(before.get(0));
    if (grammar.isPresent()) {
      words(grammar.get(), before.subList(1, before.size()), line.word(), candidates);
    } else if (before.get(0).equals("help")) {
      commands(candidates);
    } else {
      names.files(session.currentDir(), line.word()).forEach(candidates::add);
    }
  }

  private void commands(List<Candidate> candidates) {
    TreeSet<String> others = new TreeSet<>(Commands.names(session));
    catalogue
        .grammars()
        .forEach(
            (name, grammar) -> {
              others.remove(name);
              candidates.add(
                  new Candidate(name, name, "baton", grammar.description(), null, null, true));
            });
    others.addAll(Leave.words());
    for (String name : others) {
      candidates.add(new Candidate(name, name, "framework", null, null, null, true));
    }
  }

  private void words(
      Grammar grammar, List<String> before, String word, List<Candidate> candidates) {
    List<String> places = new ArrayList<>();
    Option open = null;
    for (String typed : before) {
      if (open != null) {
        open = null;
      } else if (typed.startsWith("-")) {
        open = grammar.option(typed).filter(option -> !option.flag()).orElse(null);
      } else {
        places.add(typed);
      }
    }
    if (open != null) {
      candidates.addAll(names.of(open.takes(), places, session.currentDir(), word));
      return;
    }
    if (places.size() < grammar.operands().size()) {
      Word takes = grammar.operands().get(places.size()).takes();
      candidates.addAll(names.of(takes, places, session.currentDir(), word));
    }
    options(grammar, before, candidates);
  }

  private static void options(Grammar grammar, List<String> before, List<Candidate> candidates) {
    for (Option option : grammar.options()) {
      if (option.names().stream().noneMatch(before::contains)) {
        String name = option.names().get(0);
        candidates.add(
            new Candidate(name, name, "options", option.description(), null, null, true));
      }
    }
  }
}
