package dev.baton.container;

import org.osgi.framework.ServiceException;

/**
 * A gated call was executed, but whether what it wrote is safe cannot be told; the caller must not
 * take it as done, nor as not done. Every other {@link ServiceException} of the gate says that the
 * call was not executed and may be repeated.
 */
public class UnknownOutcomeException extends ServiceException {
  private static final long serialVersionUID = 1L;

  public UnknownOutcomeException(String message, Throwable cause) {
    super(message, SUBCLASSED, cause);
  }
}
