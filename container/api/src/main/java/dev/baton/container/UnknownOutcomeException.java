package dev.baton.container;

import org.osgi.framework.ServiceException;

/**
 * A gated call was executed, or may have been on another node, and whether what it wrote stands
 * cannot be told; the caller must not take it as done, nor as not done. Every other {@link
 * ServiceException} that the gate itself throws says that the call was not executed and may be
 * repeated.
 */
public class UnknownOutcomeException extends ServiceException {
  private static final long serialVersionUID = 1L;

  public UnknownOutcomeException(String message, Throwable cause) {
    super(message, SUBCLASSED, cause);
  }
}
