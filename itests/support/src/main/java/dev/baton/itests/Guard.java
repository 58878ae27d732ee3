package dev.baton.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * Kills the processes of this JVM that are left when it ends, however it ends: a shell that reads
 * their ids from this JVM, and does it at the end of the stream. A process is killed only if its
 * command line has the text by which it was announced: its id may be another's by then.
 */
public final class Guard {
  private static final String SCRIPT =
      """
      trap '' HUP INT TERM
      all=
      while IFS= read -r line; do
        all="$all$line
      "
      done
      printf %s "$all" | while IFS= read -r line; do
        pid=${line%% *}
        text=${line#* }
        words=$(tr '\\0' ' ' <"/proc/$pid/cmdline" || ps -ww -o args= -p "$pid")
        case $words in
          *"$text"*) kill -KILL "$pid" ;;
        esac
      done
      """;

  private static Writer shell;

  private Guard() {}

  /**
   * Has a process killed when this JVM ends.
   *
   * @param text a part of its command line that no other process has
   */
  public static synchronized void watch(Process process, String text) {
    try {
      if (shell == null) {
        shell =
            new ProcessBuilder("sh", "-c", SCRIPT)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .outputWriter(StandardCharsets.UTF_8);
      }
      shell.write(process.pid() + " " + text + "\n");
      shell.flush();
    } catch (IOException e) {
      process.destroyForcibly();
      throw new UncheckedIOException("Nobody would kill " + process, e);
    }
  }
}
