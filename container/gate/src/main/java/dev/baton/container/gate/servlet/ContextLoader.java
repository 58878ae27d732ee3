package dev.baton.container.gate.servlet;

/** The thread's context class loader, from {@link #set} until it is closed. */
final class ContextLoader implements AutoCloseable {
  private final Thread thread = Thread.currentThread();
  private final ClassLoader before = thread.getContextClassLoader();
  private final ClassLoader loader;

  ContextLoader(ClassLoader loader) {
    this.loader = loader;
  }

  void set() {
    thread.setContextClassLoader(loader);
  }

  @Override
  public void close() {
    thread.setContextClassLoader(before);
  }
}
