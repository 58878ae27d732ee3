package dev.baton.container.gate.servlet;

import dev.baton.container.UnknownOutcomeException;
import dev.baton.container.gate.RefusedCallException;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** What an HTTP client is told when a gate refused a call, or its outcome is not known. */
final class Failed {
  private Failed() {}

  /**
   * Answers 503 for a refused call and 504 for an unknown outcome, also where they are the cause;
   * throws everything else.
   *
   * @param thrown what the servlet threw
   * @param passed what of that may leave the gate
   * @param nothingDone whether the servlet had executed no gated call before
   */
  static void pass(
      ServletResponse response, Throwable thrown, Throwable passed, boolean nothingDone)
      throws ServletException, IOException {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Throwable cause = thrown; cause != null && seen.add(cause); cause = cause.getCause()) {
      if (cause instanceof RefusedCallException || cause instanceof UnknownOutcomeException) {
        if (!response.isCommitted()) {
          answer(response, cause, nothingDone);
          return;
        }
      }
    }
    if (passed instanceof ServletException servlet) {
      throw servlet;
    }
    if (passed instanceof IOException io) {
      throw io;
    }
    if (passed instanceof Error error) {
      throw error;
    }
    if (passed instanceof RuntimeException runtime) {
      throw runtime;
    }
    throw new ServletException(passed);
  }

  /** Invites to repeat only what was not executed, in no part. */
  static void answer(ServletResponse response, Throwable cause, boolean nothingDone)
      throws IOException {
    if (!(response instanceof HttpServletResponse http)) {
      throw new IOException(cause.getMessage(), cause);
    }
    http.reset();
    if (cause instanceof UnknownOutcomeException) {
      http.sendError(HttpServletResponse.SC_GATEWAY_TIMEOUT, cause.getMessage());
      return;
    }
    if (nothingDone) {
      http.setHeader("Retry-After", "1");
    }
    http.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE, cause.getMessage());
  }
}
