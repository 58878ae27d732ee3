package dev.baton.shell.session;

import dev.baton.container.RefusedException;
import dev.baton.shell.command.LeftException;
import dev.baton.shell.command.UnforeseenException;
import dev.baton.shell.grammar.UsageException;
import java.io.EOFException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.apache.felix.gogo.runtime.SyntaxError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What came of a command line.
 *
 * @param status the exit status
 * @param message what to say of it, in one or more lines; empty if all is well
 */
record Outcome(int status, String message) {
  private static final Logger LOG = LoggerFactory.getLogger(Outcome.class);

  static final Outcome DONE = new Outcome(Status.DONE, "");

  /**
   * What a failed command line says. What Gogo's own commands throw is a refusal of theirs.
   *
   * @param log where the node's log is
   */
  static Outcome of(Throwable failure, Path log) {
    if (failure instanceof RefusedException) {
      return new Outcome(Status.REFUSED, failure.getMessage());
    } else if (failure instanceof UsageException) {
      return new Outcome(Status.USAGE, failure.getMessage());
    } else if (failure instanceof LeftException) {
      return new Outcome(Status.LEFT, failure.getMessage());
    } else if (failure instanceof InterruptedException
        || failure instanceof CancellationException) {
      return new Outcome(Status.LEFT, "interrupted");
    } else if (failure instanceof SyntaxError || failure instanceof EOFException) {
      return new Outcome(Status.USAGE, "This is not a command line: " + failure.getMessage());
    } else if (failure instanceof UnforeseenException) {
      LOG.error("A command failed in a way that nobody foresaw", failure.getCause());
      return new Outcome(
          Status.UNFORESEEN,
          "This should not happen: " + failure.getMessage() + ". The log says more: " + log);
    }
    String message = failure.getMessage();
    return new Outcome(Status.REFUSED, message == null ? failure.toString() : message);
  }
}
