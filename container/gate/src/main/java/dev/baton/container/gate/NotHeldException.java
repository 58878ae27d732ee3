package dev.baton.container.gate;

/** A version asked to enter a shard that another version holds; the call was not executed. */
public final class NotHeldException extends RefusedCallException {
  private static final long serialVersionUID = 1L;

  private final String holder;

  NotHeldException(String message, String holder) {
    super(message);
    this.holder = holder;
  }

  /** The version that holds the shard. */
  public String holder() {
    return holder;
  }
}
