package dev.baton.example.counter.web;

import dev.baton.container.LastCall;
import dev.baton.container.UnknownOutcomeException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
import org.osgi.framework.ServiceException;

/** Answers requests in plain text. */
final class Reply {
  private Reply() {}

  /**
   * Answers with what a call of the counter returns and the version that executed it: 503 if the
   * call was not executed and may be repeated, 504 if nobody can tell what became of it.
   */
  static void call(HttpServletResponse response, LastCall last, LongSupplier counter)
      throws IOException {
    try {
      long value = counter.getAsLong();
      response.setHeader("X-Version", major(last.version()));
      text(response, HttpServletResponse.SC_OK, Long.toString(value));
    } catch (UnknownOutcomeException unknown) {
      text(response, HttpServletResponse.SC_GATEWAY_TIMEOUT, unknown.getMessage());
    } catch (ServiceException notExecuted) {
      response.setHeader("Retry-After", "1");
      text(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, notExecuted.getMessage());
    }
  }

  static void notAllowed(HttpServletResponse response, String method, String allowed)
      throws IOException {
    response.setHeader("Allow", allowed);
    text(
        response,
        HttpServletResponse.SC_METHOD_NOT_ALLOWED,
        method + " is not possible here; " + allowed + " is");
  }

  static void text(HttpServletResponse response, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType("text/plain;charset=utf-8");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private static String major(String version) {
    int dot = version.indexOf('.');
    return dot < 0 ? version : version.substring(0, dot);
  }
}
