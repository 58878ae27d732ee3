package dev.baton.state.map;

/**
 * A request was refused because too few members are here to keep it safe: this sending of it was
 * not applied and will not be. An earlier one whose outcome is unknown may still stand.
 */
public class TooFewMembersException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TooFewMembersException(String message, Throwable cause) {
    super(message, cause);
  }
}
