package dev.baton.shell.session;

import dev.baton.shell.control.Session;
import dev.baton.shell.render.Window;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.felix.gogo.jline.ParsedLineImpl;
import org.apache.felix.gogo.jline.Shell;
import org.apache.felix.service.command.Job;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** A client with the interactive shell: reads a line, runs it, and so on until Ctrl-D or exit. */
final class InteractiveShell implements Session {
  private static final String PROMPT = "baton> ";

  private final LineDisciplineTerminal terminal;
  private final Interpreter interpreter;
  private final LineReader reader;
  private final Window window;
  private final Typed typed;
  private final String greeting;

  InteractiveShell(
      LineDisciplineTerminal terminal,
      Interpreter interpreter,
      LineReader reader,
      Window window,
      String greeting) {
    this.terminal = terminal;
    this.interpreter = interpreter;
    this.reader = reader;
    this.window = window;
    this.greeting = greeting;
    this.typed = new Typed(terminal);
    interpreter.session().put(Window.VARIABLE, window);
    interpreter.session().put(Shell.VAR_TERMINAL, terminal);
    interpreter.session().put(Shell.VAR_READER, reader);
    terminal.handle(Terminal.Signal.INT, signal -> interpreter.interrupt());
  }

  @Override
  public int run() {
    try (interpreter) {
      terminal.writer().println(greeting);
      Outcome last = Outcome.DONE;
      while (true) {
        String line = readLine();
        if (line == null || Leave.isMeant(line)) {
          return last.status();
        } else if (!line.isBlank()) {
          last = interpreter.run(((ParsedLineImpl) reader.getParsedLine()).program());
          awaitJob();
          say(last);
        }
      }
    } catch (InterruptedException e) {
      return Status.LEFT;
    } finally {
      typed.end();
    }
  }

  /** The next line; empty after Ctrl-C, null after Ctrl-D. */
  private String readLine() {
    try {
      return reader.readLine(PROMPT);
    } catch (UserInterruptException e) {
      return "";
    } catch (EndOfFileException e) {
      return null;
    }
  }

  /** Gogo returns before a job has ended that was put into the foreground again. */
  private void awaitJob() throws InterruptedException {
    for (Job job = job(); job != null; job = job()) {
      synchronized (job) {
        if (job.status() == Job.Status.Foreground) {
          job.wait();
        }
      }
    }
  }

  private Job job() {
    return interpreter.session().foregroundJob();
  }

  private void say(Outcome outcome) {
    if (!outcome.message().isEmpty()) {
      int color = outcome.status() == Status.LEFT ? AttributedStyle.YELLOW : AttributedStyle.RED;
      terminal
          .writer()
          .println(
              new AttributedStringBuilder()
                  .style(AttributedStyle.DEFAULT.foreground(color))
                  .append(outcome.message())
                  .toAnsi(terminal));
    }
    terminal.writer().flush();
  }

  @Override
  public void input(byte[] bytes) {
    typed.add(bytes);
  }

  @Override
  public void resize(int columns, int rows) {
    window.resized(columns);
    terminal.setSize(new Size(columns, rows));
    terminal.raise(Terminal.Signal.WINCH);
  }

  @Override
  public void interrupt() {
    terminal.raise(Terminal.Signal.INT);
  }

  @Override
  public void hangUp() {
    typed.end();
    interpreter.interrupt();
    try {
      terminal.close();
    } catch (IOException e) {
      throw new UncheckedIOException("The terminal of a client that has gone", e);
    }
  }
}
