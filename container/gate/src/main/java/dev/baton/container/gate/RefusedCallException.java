package dev.baton.container.gate;

import org.osgi.framework.ServiceException;

/** The gate refused a call: it was not executed and may be repeated. Says why. */
public class RefusedCallException extends ServiceException {
  private static final long serialVersionUID = 1L;

  public RefusedCallException(String message) {
    super(message, SUBCLASSED);
  }
}
