package dev.baton.state;

/** A table was used where its shard is not held; the message names the holder. Nothing changed. */
public class StateUnavailableException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  public StateUnavailableException(String message) {
    super(message);
  }
}
