package dev.baton.shell.command;

/** Whoever watched an act has left it; the act goes on, and the message says how to look at it. */
public class LeftException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LeftException(String message) {
    super(message);
  }
}
