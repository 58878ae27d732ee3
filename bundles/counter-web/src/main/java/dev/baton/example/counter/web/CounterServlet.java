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

/**
 * {@code GET /counter/KEY} answers with a counter's value, {@code POST /counter/KEY/increment} adds
 * one and answers with the new value. Each answer names in {@code X-Version} the major version of
 * the counter that executed this very call.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/counter/*")
public final class CounterServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final String INCREMENT = "/increment";
  private static final int LONGEST_KEY = 200;

  private final transient Counter counter;
  private final transient LastCall last;

  @Activate
  public CounterServlet(@Reference Counter counter, @Reference LastCall last) {
    this.counter = counter;
    this.last = last;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getPathInfo() == null ? "" : request.getPathInfo();
    boolean increment = path.endsWith(INCREMENT) && !path.equals(INCREMENT); // a key by that name
    String key = increment ? path.substring(0, path.length() - INCREMENT.length()) : path;
    key = key.startsWith("/") ? key.substring(1) : key;
    String allowed = increment ? "POST" : "GET";

    if (key.indexOf('/') >= 0) {
      Reply.text(
          response,
          HttpServletResponse.SC_NOT_FOUND,
          "Nothing at /counter" + path + "; there are /counter/KEY and /counter/KEY/increment");
    } else if (key.isEmpty() || key.length() > LONGEST_KEY) {
      Reply.text(
          response,
          HttpServletResponse.SC_BAD_REQUEST,
          "A key has 1 to " + LONGEST_KEY + " characters, this one " + key.length());
    } else if (!request.getMethod().equals(allowed)) {
      Reply.notAllowed(response, request.getMethod(), allowed);
    } else {
      String name = key;
      Reply.call(response, last, () -> increment ? counter.increment(name) : counter.get(name));
    }
  }
}
