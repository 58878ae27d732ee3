package dev.baton.container.upgrade.route;

/** A call cannot be executed here, and was not begun; says why. */
final class NotCallableException extends Exception {
  private static final long serialVersionUID = 1L;

  NotCallableException(String message) {
    super(message, null, false, false);
  }
}
