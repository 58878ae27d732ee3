package dev.baton.shell.wire;

import java.io.IOException;

/** The other side sent what is not in the protocol; the conversation is over. */
public class WireException extends IOException {
  private static final long serialVersionUID = 1L;

  public WireException(String message) {
    super(message);
  }
}
