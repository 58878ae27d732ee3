package dev.baton.shell.grammar;

/** A command line is wrong; the message says how and what is accepted. Nothing was done. */
public class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UsageException(String message) {
    super(message);
  }
}
