package dev.baton.shell.control;

import dev.baton.shell.wire.Opening;
import java.io.OutputStream;

/** Makes the session that a client asks for. */
@FunctionalInterface
public interface Sessions {

  /**
   * @param opening what the client said first
   * @param out the client's standard output
   * @param error the client's standard error
   */
  Session open(Opening opening, OutputStream out, OutputStream error);
}
