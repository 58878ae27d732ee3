package dev.baton.itests.gate.provider;

import jakarta.servlet.Servlet;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.util.ArrayList;
import java.util.List;

/** A servlet that remembers what it was told; it throws what the request's attribute says. */
public final class Page implements Servlet {
  private final List<String> told = new ArrayList<>();

  @Override
  public void init(ServletConfig config) throws ServletException {
    if (Offers.says("bad-init")) {
      throw new ServletException("not today");
    }
    boolean own = config.getServletContext().getClassLoader() == Page.class.getClassLoader();
    told.add("init " + config.getServletName() + " " + own);
  }

  @Override
  public void service(ServletRequest request, ServletResponse response) {
    Object thrown = request.getAttribute("throw");
    if (thrown instanceof RuntimeException e) {
      throw e;
    }
    request.setAttribute("answer", new Versioned().version());
  }

  @Override
  public void destroy() {
    told.add("destroy");
  }

  @Override
  public ServletConfig getServletConfig() {
    return null;
  }

  /** Read past the gate by the stories. */
  @Override
  public String getServletInfo() {
    return String.join(", ", told);
  }
}
