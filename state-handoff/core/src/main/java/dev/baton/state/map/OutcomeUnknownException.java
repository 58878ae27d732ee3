package dev.baton.state.map;

/** A request was not answered in time: it may stand or not, now or later. */
public class OutcomeUnknownException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public OutcomeUnknownException(String message, Throwable cause) {
    super(message, cause);
  }
}
