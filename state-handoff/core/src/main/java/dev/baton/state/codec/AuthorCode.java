package dev.baton.state.codec;

import java.util.function.Supplier;

/**
 * Calls what a bundle's author wrote from threads that are the container's own, such as a
 * flusher's: with the context class loader that the same code has in a gated call.
 */
public final class AuthorCode {
  private AuthorCode() {}

  /**
   * Runs {@code call} on this thread.
   *
   * @param written the author's object that it calls; the class loader of its class is the context
   *     class loader meanwhile
   */
  public static <R> R call(Object written, Supplier<R> call) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    ClassLoader authors = written.getClass().getClassLoader();
    if (authors == before) {
      return call.get();
    }
    thread.setContextClassLoader(authors);
    try {
      return call.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
