package dev.baton.shell.render;

import java.io.PrintStream;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Process;

/**
 * Where a command prints: the client's output, or the pipe or file that the command line leads to.
 *
 * @param out where to print
 * @param window the client's window
 * @param live whether a line can be redrawn on it
 */
public record Screen(PrintStream out, Window window, boolean live) {
  private static final int STANDARD_OUTPUT = 1;

  /** The screen of the command that runs on this thread. */
  public static Screen of(CommandSession session) {
    Window window =
        session.get(Window.VARIABLE) instanceof Window known ? known : new Window(false, 0);
    Process process = Process.Utils.current();
    if (process == null) {
      return new Screen(session.getConsole(), window, window.live());
    }
    return new Screen(process.out(), window, window.live() && process.isTty(STANDARD_OUTPUT));
  }

  /** Prints a text that may have several lines. */
  public void print(String text) {
    out.print(text);
    out.flush();
  }

  /** Prints a line. */
  public void line(String text) {
    print(text + "\n");
  }
}
