package dev.baton.state.follower;

/** The node that a follower is on did not do what was asked, or did not say so in time. */
public class FarEndException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public FarEndException(String message, Throwable cause) {
    super(message, cause);
  }
}
