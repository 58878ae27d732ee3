package dev.baton.example.counter.web;

import dev.baton.container.LastCall;
import dev.baton.example.counter.Counter;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** {@code POST /preload?n=N} sets the counters 0 to N-1 to 1000 each and answers with N. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/preload")
public final class PreloadServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final int MOST = 10_000_000;

  private final transient Counter counter;
  private final transient LastCall last;

  @Activate
  public PreloadServlet(@Reference Counter counter, @Reference LastCall last) {
    this.counter = counter;
    this.last = last;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!request.getMethod().equals("POST")) {
      Reply.notAllowed(response, request.getMethod(), "POST");
      return;
    }
    String n = request.getParameter("n");
    if (n == null || !n.matches("[0-9]{1,8}") || Integer.parseInt(n) > MOST) {
      Reply.text(
          response,
          HttpServletResponse.SC_BAD_REQUEST,
          "n is " + n + "; a number from 0 to " + MOST + " is needed: POST /preload?n=100000");
      return;
    }
    Reply.call(response, last, () -> counter.preload(Integer.parseInt(n)));
  }
}
