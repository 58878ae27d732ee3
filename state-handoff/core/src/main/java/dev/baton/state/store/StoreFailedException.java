package dev.baton.state.store;

/**
 * The store could not write, because the disk is full for instance, and takes nothing any more
 * until it is opened again. What was written before can still be read.
 */
public class StoreFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
