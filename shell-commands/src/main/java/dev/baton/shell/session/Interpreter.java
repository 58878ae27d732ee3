package dev.baton.shell.session;

import dev.baton.shell.command.Command;
import dev.baton.shell.command.Commands;
import dev.baton.shell.grammar.Near;
import dev.baton.shell.grammar.UsageException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.felix.gogo.runtime.CommandNotFoundException;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.apache.felix.service.command.Function;
import org.apache.felix.service.command.Job;
import org.apache.felix.service.threadio.ThreadIO;

/**
 * Runs command lines in one Gogo session. Baton's commands are found before all others. Used by one
 * thread; only {@link #interrupt} comes from others.
 */
final class Interpreter implements AutoCloseable {
  private final CommandSession session;
  private final ThreadIO threadIo;
  private final InputStream in;
  private final PrintStream out;
  private final PrintStream error;
  private final Path log;

  Interpreter(
      Gogo gogo, Path directory, InputStream in, OutputStream out, OutputStream error, Path log) {
    this.in = in;
    this.out = new PrintStream(out, true);
    this.error = out == error ? this.out : new PrintStream(error, true);
    this.session = gogo.processor().createSession(in, this.out, this.error);
    this.threadIo = gogo.threadIo();
    this.log = log;
    session.currentDir(directory);
    session.put("SCOPE", Command.SCOPE + ":gogo:*");
  }

  /** What of Gogo is needed to make a session. */
  record Gogo(CommandProcessor processor, ThreadIO threadIo) {}

  CommandSession session() {
    return session;
  }

  PrintStream error() {
    return error;
  }

  /**
   * Runs one command as the words of a client's command line. What is not a command of Baton's is
   * joined and read as a line of Gogo.
   */
  Outcome run(List<String> words) {
    Function own = own(words.get(0));
    if (own == null) {
      return run(String.join(" ", words));
    }
    return running(() -> own.execute(session, new ArrayList<>(words.subList(1, words.size()))));
  }

  private Function own(String word) {
    String prefix = Command.SCOPE + ":";
    String name = word.startsWith(prefix) ? word : prefix + word;
    boolean known =
        Commands.scopes(session).getOrDefault(Command.SCOPE, java.util.Set.of()).stream()
            .anyMatch(command -> name.equals(prefix + command));
    return known && session.get(name) instanceof Function function ? function : null;
  }

  /** Runs a line of Gogo and prints its value, if it has one. */
  Outcome run(CharSequence line) {
    return running(
        () -> {
          Object value = session.execute(line);
          session.put("_", value);
          return value;
        });
  }

  private Outcome running(Callable<Object> work) {
    threadIo.setStreams(in, out, error);
    try {
      Object value = work.call();
      if (value != null && !Boolean.FALSE.equals(session.get(".Gogo.format"))) {
        out.println(session.format(value, Converter.INSPECT));
      }
      return Outcome.DONE;
    } catch (CommandNotFoundException e) {
      return Outcome.of(unknown(e.getCommand()), log);
    } catch (Exception | LinkageError e) {
      session.put("exception", e);
      return Outcome.of(e, log);
    } finally {
      threadIo.close();
      out.flush();
      error.flush();
    }
  }

  private UsageException unknown(String command) {
    return new UsageException(
        "There is no command '"
            + command
            + "'"
            + Near.didYouMean(command, Commands.names(session))
            + " help lists the commands");
  }

  /**
   * Interrupts what runs, if anything does; any thread. A command of Baton's is interrupted itself,
   * so that it has the last word; Gogo would give up the job around it at once.
   */
  void interrupt() {
    Job job = session.foregroundJob();
    if (session.get(Command.THREAD) instanceof Thread command) {
      command.interrupt();
    } else if (job != null) {
      job.interrupt();
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
