package dev.baton.state.shard;

/**
 * What was asked for was not answered in time: it may stand or not. It goes on being sent, and the
 * shard's later writes wait for it.
 */
public class NotSafeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NotSafeException(String message, Throwable cause) {
    super(message, cause);
  }
}
