package dev.baton.container.cluster.member;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The answer to a request that was not executed, in no part, and may be repeated. */
final class Unavailable {
  private Unavailable() {}

  /** Answers 503 with Retry-After, and why in a line of text. */
  static void answer(HttpServletResponse response, String why) throws IOException {
    byte[] words = (why + "\n").getBytes(StandardCharsets.UTF_8);
    response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    response.setHeader("Retry-After", "1");
    response.setContentType("text/plain;charset=utf-8");
    response.setContentLength(words.length);
    response.getOutputStream().write(words);
  }
}
