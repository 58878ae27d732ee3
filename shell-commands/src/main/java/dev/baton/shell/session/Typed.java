package dev.baton.shell.session;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a client's user typed, on its way into the terminal. The terminal takes in no more than it
 * has room for, and the connection's reader must not wait for it, so a thread of its own passes it
 * on. As terminals do, Ctrl-C drops what was typed before it and does not wait for its turn, and
 * what is typed too far ahead of a command that does not read is dropped.
 */
final class Typed {
  private static final Logger LOG = LoggerFactory.getLogger(Typed.class);
  private static final int MOST_AHEAD = 1024;

  private final LineDisciplineTerminal terminal;
  private final Thread thread;
  private final BlockingQueue<byte[]> ahead = new LinkedBlockingQueue<>(MOST_AHEAD);

  Typed(LineDisciplineTerminal terminal) {
    this.terminal = terminal;
    this.thread = new Thread(this::passOn, "baton shell typed");
    thread.setDaemon(true);
    thread.start();
  }

  void add(byte[] bytes) {
    int rest = afterInterrupt(bytes);
    if (rest > 0) {
      ahead.clear();
      terminal.raise(Terminal.Signal.INT);
    }
    if (rest < bytes.length && !ahead.offer(Arrays.copyOfRange(bytes, rest, bytes.length))) {
      LOG.debug("{} bytes typed too far ahead are dropped", bytes.length - rest);
    }
  }

  /** Where what follows the last Ctrl-C begins; 0 if there is none that means an interrupt. */
  private int afterInterrupt(byte[] bytes) {
    if (!terminal.getAttributes().getLocalFlag(LocalFlag.ISIG)) {
      return 0;
    }
    int interrupt = terminal.getAttributes().getControlChar(ControlChar.VINTR);
    int after = bytes.length;
    while (after > 0 && bytes[after - 1] != interrupt) {
      after--;
    }
    return after;
  }

  /** Ends the passing on. */
  void end() {
    thread.interrupt();
  }

  private void passOn() {
    try {
      while (true) {
        terminal.processInputBytes(ahead.take());
      }
    } catch (IOException e) {
      LOG.debug("The terminal is closed: {}", e.getMessage());
    } catch (InterruptedException e) {
      LOG.debug("The client has gone");
    }
  }
}
