package dev.baton.state;

/** A call touched a key of another shard than its own. Nothing changed. */
public class WrongShardException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public WrongShardException(String message) {
    super(message);
  }
}
