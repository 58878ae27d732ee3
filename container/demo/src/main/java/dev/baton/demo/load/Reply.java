package dev.baton.demo.load;

/**
 * An HTTP reply.
 *
 * @param status the status code
 * @param version the number in {@code X-Version}, 0 if there is none
 * @param closing whether the server closes the connection after it
 * @param body the body as text
 */
record Reply(int status, int version, boolean closing, String body) {

  boolean isSuccess() {
    return status / 100 == 2;
  }

  /** The body as a number. */
  long number() {
    return Long.parseLong(body.strip());
  }
}
