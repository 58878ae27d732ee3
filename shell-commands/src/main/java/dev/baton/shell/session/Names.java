package dev.baton.shell.session;

import dev.baton.container.EntryView;
import dev.baton.container.Nodes;
import dev.baton.container.PeerStatus;
import dev.baton.container.RefusedException;
import dev.baton.container.ServiceStatus;
import dev.baton.container.Services;
import dev.baton.container.TableStatus;
import dev.baton.shell.command.Container;
import dev.baton.shell.grammar.Word;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jline.reader.Candidate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a word can be here and now, by what it stands for. */
final class Names {
  private static final Logger LOG = LoggerFactory.getLogger(Names.class);
  private static final int MOST_KEYS = 50;

  private final Container container;

  Names(Container container) {
    this.container = container;
  }

  /**
   * @param takes what the word stands for
   * @param places the words before it that stand by their place
   * @param typed what there is of the word
   */
  List<Candidate> of(Word takes, List<String> places, Path directory, String typed) {
    if (takes == Word.FILE || takes == Word.DIRECTORY) {
      return files(directory, typed);
    }
    try {
      if (takes == Word.NODE) {
        return container.ifJoined().map(Nodes::nodes).orElse(List.of()).stream()
            .map(PeerStatus::name)
            .map(Candidate::new)
            .toList();
      }
      return container
          .ifStarted()
          .map(services -> named(services, takes, places).map(Candidate::new).toList())
          .orElse(List.of());
    } catch (RefusedException e) {
      LOG.debug("Nothing to complete {} with: {}", takes, e.getMessage());
      return List.of();
    }
  }

  private static Stream<String> named(Services services, Word takes, List<String> places) {
    return switch (takes) {
      case SERVICE -> services.status().services().stream().map(ServiceStatus::name);
      case VERSION -> services.status(places.get(0)).kept().stream();
      case TABLE -> services.tables(places.get(0)).stream().map(TableStatus::name);
      case KEY ->
          services.entries(places.get(0), places.get(1), null, MOST_KEYS).stream()
              .map(EntryView::key)
              .map(Names::unquoted);
      case DURATION -> Stream.of("50ms", "500ms", "2s", "30s", "1m");
      case ANSWER -> Stream.of("stop", "continue");
      default -> Stream.empty();
    };
  }

  /** A key is typed in its text form, which for a JSON text is the text without its quotes. */
  private static String unquoted(String json) {
    boolean text = json.length() > 1 && json.startsWith("\"") && json.endsWith("\"");
    return text ? json.substring(1, json.length() - 1) : json;
  }

  /** Files whose path begins with what is typed; a folder ends in a slash and goes on. */
  List<Candidate> files(Path directory, String typed) {
    int slash = typed.lastIndexOf('/') + 1;
    String folder = typed.substring(0, slash);
    String begin = typed.substring(slash);
    List<Candidate> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory.resolve(folder))) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (name.startsWith(begin) && (begin.startsWith(".") || !name.startsWith("."))) {
          boolean isFolder = Files.isDirectory(entry);
          String shown = isFolder ? name + "/" : name;
          files.add(new Candidate(folder + shown, shown, "files", null, null, null, !isFolder));
        }
      }
    } catch (IOException | InvalidPathException e) {
      LOG.debug("No files to complete '{}' with: {}", typed, e.toString());
    }
    return files;
  }
}
