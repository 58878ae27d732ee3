package dev.baton.shell.session;

import dev.baton.shell.control.Session;
import dev.baton.shell.render.Window;
import java.util.List;

/** A client that runs one command. */
final class OneCommand implements Session {
  private final Interpreter interpreter;
  private final Window window;
  private final List<String> words;

  OneCommand(Interpreter interpreter, Window window, List<String> words) {
    this.interpreter = interpreter;
    this.window = window;
    this.words = words;
    interpreter.session().put(Window.VARIABLE, window);
  }

  @Override
  public int run() {
    try (interpreter) {
      Outcome outcome = interpreter.run(words);
      if (!outcome.message().isEmpty()) {
        interpreter.error().println("baton: " + outcome.message());
      }
      return outcome.status();
    }
  }

  /** A single command reads nothing. */
  @Override
  public void input(byte[] bytes) {}

  @Override
  public void hangUp() {
    interpreter.interrupt();
  }

  @Override
  public void resize(int columns, int rows) {
    window.resized(columns);
  }

  @Override
  public void interrupt() {
    interpreter.interrupt();
  }
}
