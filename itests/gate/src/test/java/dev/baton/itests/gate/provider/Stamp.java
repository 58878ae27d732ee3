package dev.baton.itests.gate.provider;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.StringJoiner;

/** A filter that remembers what was done to it; its text says so. */
public final class Stamp implements Filter {
  private final StringJoiner log = new StringJoiner(", ");

  @Override
  public void init(FilterConfig config) {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    log.add("init " + config.getFilterName() + " " + (context == Stamp.class.getClassLoader()));
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(request, response);
  }

  @Override
  public void destroy() {
    log.add("destroy");
  }

  @Override
  public String toString() {
    return log.toString();
  }
}
