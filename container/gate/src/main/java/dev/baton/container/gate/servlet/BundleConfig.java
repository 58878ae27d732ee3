package dev.baton.container.gate.servlet;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Enumeration;

/** A servlet's configuration as its own bundle would have got it: its name, its class loader. */
final class BundleConfig implements ServletConfig {
  private final ServletConfig given;
  private final String name;
  private final ServletContext context;

  BundleConfig(ServletConfig given, String name, ClassLoader loader) {
    this.given = given;
    this.name = name;
    this.context = seenBy(loader, given.getServletContext());
  }

  @Override
  public String getServletName() {
    return name;
  }

  @Override
  public ServletContext getServletContext() {
    return context;
  }

  @Override
  public String getInitParameter(String parameter) {
    return given.getInitParameter(parameter);
  }

  @Override
  public Enumeration<String> getInitParameterNames() {
    return given.getInitParameterNames();
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
