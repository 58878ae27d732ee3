package dev.baton.container.gate.servlet;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Enumeration;

/**
 * A servlet's or a filter's configuration as its own bundle would have got it: its name, its class
 * loader. The two interfaces have the same methods but for the name, and nothing in common.
 */
abstract class BundleConfig {
  final String name;
  private final ServletContext context;

  private BundleConfig(String name, ServletContext context, ClassLoader loader) {
    this.name = name;
    this.context = seenBy(loader, context);
  }

  public ServletContext getServletContext() {
    return context;
  }

  static final class OfServlet extends BundleConfig implements ServletConfig {
    private final ServletConfig given;

    OfServlet(ServletConfig given, String name, ClassLoader loader) {
      super(name, given.getServletContext(), loader);
      this.given = given;
    }

    @Override
    public String getServletName() {
      return name;
    }

    @Override
    public String getInitParameter(String parameter) {
      return given.getInitParameter(parameter);
    }

    @Override
    public Enumeration<String> getInitParameterNames() {
      return given.getInitParameterNames();
    }
  }

  static final class OfFilter extends BundleConfig implements FilterConfig {
    private final FilterConfig given;

    OfFilter(FilterConfig given, String name, ClassLoader loader) {
      super(name, given.getServletContext(), loader);
      this.given = given;
    }

    @Override
    public String getFilterName() {
      return name;
    }

    @Override
    public String getInitParameter(String parameter) {
      return given.getInitParameter(parameter);
    }

    @Override
    public Enumeration<String> getInitParameterNames() {
      return given.getInitParameterNames();
    }
  }

  private static ServletContext seenBy(ClassLoader loader, ServletContext context) {
    return (ServletContext)
        Proxy.newProxyInstance(
            BundleConfig.class.getClassLoader(),
            new Class<?>[] {ServletContext.class},
            (self, method, arguments) -> {
              if (method.getName().equals("getClassLoader")) {
                return loader;
              }
              if (method.getName().equals("equals") && arguments.length == 1) {
                return self == arguments[0];
              }
              try {
                return method.invoke(context, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
