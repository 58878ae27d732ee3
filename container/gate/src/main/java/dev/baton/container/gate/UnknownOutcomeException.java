package dev.baton.container.gate;

import org.osgi.framework.ServiceException;

/** A call was executed, but whether what it wrote is safe cannot be said; not to be repeated. */
public class UnknownOutcomeException extends ServiceException {
  private static final long serialVersionUID = 1L;

  public UnknownOutcomeException(String message, Throwable cause) {
    super(message, SUBCLASSED, cause);
  }
}
