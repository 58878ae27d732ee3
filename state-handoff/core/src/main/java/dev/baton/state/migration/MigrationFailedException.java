package dev.baton.state.migration;

/** A migration step threw or returned what it must not; names table, key and step. */
public class MigrationFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MigrationFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
