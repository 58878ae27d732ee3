package dev.baton.shell.session;

import dev.baton.container.NodeStatus;
import dev.baton.container.Services;
import dev.baton.shell.command.Catalogue;
import dev.baton.shell.command.Container;
import dev.baton.shell.control.Session;
import dev.baton.shell.control.Sessions;
import dev.baton.shell.render.Window;
import dev.baton.shell.wire.Opening;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.felix.gogo.jline.Expander;
import org.apache.felix.gogo.jline.Highlighter;
import org.apache.felix.gogo.jline.Parser;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.terminal.impl.LineDisciplineTerminal;

/** Makes sessions of Gogo. Thread-safe. */
final class GogoSessions implements Sessions {
  private final Interpreter.Gogo gogo;
  private final Catalogue catalogue;
  private final Container container;
  private final Path data;

  GogoSessions(Interpreter.Gogo gogo, Catalogue catalogue, Container container, Path data) {
    this.gogo = gogo;
    this.catalogue = catalogue;
    this.container = container;
    this.data = data;
  }

  @Override
  public Session open(Opening opening, OutputStream out, OutputStream error) {
    Window window = new Window(opening.live(), opening.columns());
    return opening.interactive()
        ? shell(opening, window, out)
        : command(opening, window, out, error);
  }

  private Session command(Opening opening, Window window, OutputStream out, OutputStream error) {
    InputStream nothing = InputStream.nullInputStream();
    Interpreter interpreter =
        new Interpreter(gogo, Path.of(opening.directory()), nothing, out, error, log());
    return new OneCommand(interpreter, window, opening.command());
  }

  private Session shell(Opening opening, Window window, OutputStream out) {
    try {
      LineDisciplineTerminal terminal =
          new LineDisciplineTerminal(
              "baton",
              opening.terminal(),
              new BufferedOutputStream(out),
              StandardCharsets.UTF_8,
              SignalHandler.SIG_IGN);
      terminal.setSize(new Size(opening.columns(), opening.rows()));
      Interpreter interpreter =
          new Interpreter(
              gogo,
              Path.of(opening.directory()),
              terminal.input(),
              terminal.output(),
              terminal.output(),
              log());
      return new InteractiveShell(
          terminal, interpreter, reader(terminal, interpreter), window, greeting());
    } catch (IOException e) {
      throw new UncheckedIOException("No terminal for a client of type " + opening.terminal(), e);
    }
  }

  private LineReader reader(LineDisciplineTerminal terminal, Interpreter interpreter) {
    return LineReaderBuilder.builder()
        .appName("baton")
        .terminal(terminal)
        .parser(new Parser())
        .expander(new Expander(interpreter.session()))
        .highlighter(new Highlighter(interpreter.session()))
        .completer(new Completion(interpreter.session(), catalogue, new Names(container)))
        .variable(LineReader.HISTORY_FILE, data.resolve("history"))
        .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
        .option(LineReader.Option.AUTO_FRESH_LINE, true)
        .option(LineReader.Option.GROUP, true)
        .build();
  }

  private String greeting() {
    String node =
        container.ifStarted().map(Services::status).map(NodeStatus::name).orElse("that starts");
    return "Baton, node " + node + ". help lists the commands, the tab key completes, exit leaves.";
  }

  private Path log() {
    return data.resolve("log");
  }
}
