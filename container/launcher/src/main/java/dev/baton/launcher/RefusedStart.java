package dev.baton.launcher;

/**
 * A command line, a file or a port that a node cannot start with. The message is for the operator:
 * what is wrong, with the values, and what to do.
 */
final class RefusedStart extends Exception {

  /** The exit status for a command line that cannot be understood. */
  static final int USAGE = 2;

  /** The exit status for a node that could not be started. */
  static final int FAILED = 1;

  private static final long serialVersionUID = 1L;

  private final int status;

  private RefusedStart(int status, String message, Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  /** The command line or the configuration is wrong. */
  static RefusedStart usage(String message) {
    return new RefusedStart(USAGE, message, null);
  }

  /** The command line is right, but the machine does not let the node start. */
  static RefusedStart failed(String message, Throwable cause) {
    return new RefusedStart(FAILED, message, cause);
  }

  /** The exit status of the process. */
  int status() {
    return status;
  }
}
