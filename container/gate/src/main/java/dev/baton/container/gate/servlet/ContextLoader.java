package dev.baton.container.gate.servlet;

/** Sets the thread's context class loader until it is closed. */
final class ContextLoader implements AutoCloseable {
  private final Thread thread = Thread.currentThread();
  private final ClassLoader before = thread.getContextClassLoader();

  ContextLoader(ClassLoader loader) {
    thread.setContextClassLoader(loader);
  }

  @Override
  public void close() {
    thread.setContextClassLoader(before);
  }
}
