package dev.baton.state.migration;

/** Entries are in a schema that no staged version can turn into the wanted one. */
public class UnreadableStateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnreadableStateException(String message) {
    super(message);
  }
}
