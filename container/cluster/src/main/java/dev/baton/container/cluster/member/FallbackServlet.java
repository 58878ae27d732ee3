package dev.baton.container.cluster.member;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Answers what no servlet of a service answers: 503 and when to come again while the services are
 * not back yet, so that nobody takes a node that starts for one that does not know the path; 404
 * from then on.
 */
final class FallbackServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient Health health;

  FallbackServlet(Health health) {
    this.health = health;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (health.isReady()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    Unavailable.answer(response, health.trouble().orElse("starting"));
  }
}
