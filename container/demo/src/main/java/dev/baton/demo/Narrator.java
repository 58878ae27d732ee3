package dev.baton.demo;

import java.io.PrintStream;
import java.util.Locale;

/** Tells what happens, line by line, each with the time since the beginning. */
final class Narrator {
  private final PrintStream out;
  private final long start = System.nanoTime();

  Narrator(PrintStream out) {
    this.out = out;
  }

  void say(String format, Object... arguments) {
    double seconds = (System.nanoTime() - start) / 1e9;
    out.printf(
        Locale.ROOT, "%5.1f s  %s%n", seconds, String.format(Locale.ROOT, format, arguments));
    out.flush();
  }

  /** What a command printed, indented. */
  void quote(String text) {
    text.lines().forEach(line -> out.println("           | " + line));
    out.flush();
  }
}
