package dev.baton.shell.command;

/** A command of Baton's failed in a way that nobody foresaw; the cause says how. */
public class UnforeseenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnforeseenException(Throwable cause) {
    super(cause.toString(), cause);
  }
}
