package dev.baton.itests.clients;

import dev.baton.itests.history.Outcome;

/**
 * An HTTP reply, as far as a client of the counters looks at it.
 *
 * @param status the status code
 * @param retryAfter whether it says when to try again, which it does if nothing was executed
 * @param closing whether the server closes the connection
 * @param body the body as text
 */
record Reply(int status, boolean retryAfter, boolean closing, String body) {
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int UNAVAILABLE = 503;
  private static final int LONGEST_REMARK = 80;

  /** Nothing is executed for who is told to try again, or that nothing is here. */
  Outcome outcome() {
    return switch (status) {
      case OK -> Outcome.OK;
      case NOT_FOUND -> Outcome.FAILED;
      case UNAVAILABLE -> retryAfter ? Outcome.FAILED : Outcome.UNKNOWN;
      default -> Outcome.UNKNOWN;
    };
  }

  long value() {
    return Long.parseLong(body.strip());
  }

  /** Status and the beginning of the body's first line. */
  String remark() {
    String line = body.lines().findFirst().orElse("");
    return status + " " + line.substring(0, Math.min(line.length(), LONGEST_REMARK));
  }
}
