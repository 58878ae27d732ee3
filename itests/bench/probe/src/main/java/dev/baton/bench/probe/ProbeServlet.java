package dev.baton.bench.probe;

import dev.baton.example.counter.Counter;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * {@code POST /probe/reads?callers=N&millis=N&key=KEY} reads one counter again and again, {@code
 * POST /probe/increments?callers=N&millis=N&key=KEY} increments it, {@code POST
 * /probe/increments?callers=N&millis=N&keys=N} increments the counters 0 to N-1 by chance. All
 * answer with a {@link Pace}.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/probe/*")
public final class ProbeServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient Counter counter;

  @Activate
  public ProbeServlet(@Reference Counter counter) {
    this.counter = counter;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      response.getWriter().println(pace(request));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "The node stops");
    }
  }

  private Pace pace(HttpServletRequest request) throws InterruptedException {
    int callers = number(request, "callers");
    Duration time = Duration.ofMillis(number(request, "millis"));
    String key = request.getParameter("key");
    if ("/reads".equals(request.getPathInfo())) {
      return new Burst(callers, time, 1).run(ignored -> counter.get(key));
    }
    if (key != null) {
      return new Burst(callers, time, 1).run(ignored -> counter.increment(key));
    }
    return new Burst(callers, time, number(request, "keys"))
        .run(each -> counter.increment(Integer.toString(each)));
  }

  private static int number(HttpServletRequest request, String name) {
    return Integer.parseInt(request.getParameter(name));
  }
}
