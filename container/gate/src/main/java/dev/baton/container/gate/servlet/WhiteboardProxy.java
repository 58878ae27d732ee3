package dev.baton.container.gate.servlet;

import jakarta.servlet.ServletException;

/** What the HTTP whiteboard holds in place of what a service bundle registered for it. */
public interface WhiteboardProxy {

  /**
   * Initialises what is about to serve, if the whiteboard uses the proxy. Called by the engine, and
   * when the service is shown; once per configuration, however often it is called.
   *
   * @param object the servlet or filter
   * @param name its name
   * @param loader the class loader of its bundle
   * @throws ServletException if its {@code init} throws it; it is not initialised then
   */
  void prepare(Object object, String name, ClassLoader loader) throws ServletException;

  /** Calls {@code destroy} of what serves no more, if {@code init} was called. */
  void retire(Object object);
}
