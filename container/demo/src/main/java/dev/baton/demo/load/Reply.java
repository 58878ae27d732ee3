package dev.baton.demo.load;

/**
 * An HTTP reply.
 *
 * @param status the status code
 * @param version the number in {@code X-Version}, 0 if there is none
 * @param retryAfter whether it says when to try again
 * @param closing whether the server closes the connection after it
 * @param body the body as text
 */
record Reply(int status, int version, boolean retryAfter, boolean closing, String body) {

  boolean isSuccess() {
    return status / 100 == 2;
  }

  /** Whether it says that the call was not executed and may be made again. */
  boolean isRefusal() {
    return status == 503 && retryAfter;
  }

  /** The body as a number. */
  long number() {
    return Long.parseLong(body.strip());
  }
}
