package dev.baton.state.store;

import java.io.IOException;

/**
 * A store was not opened: another process has it, its format is unknown, or a file of it is
 * damaged. The message names the file and what is wrong with it. Nothing was changed.
 */
public class StoreRefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  public StoreRefusedException(String message) {
    super(message);
  }
}
