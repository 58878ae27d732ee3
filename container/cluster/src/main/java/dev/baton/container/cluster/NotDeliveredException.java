package dev.baton.container.cluster;

/** A question surely had no effect: nobody began to answer it, nor will. It may be asked again. */
public final class NotDeliveredException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what was asked of whom, and why it did not get there. */
  public NotDeliveredException(String message) {
    super(message);
  }
}
