package dev.baton.itests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GuardTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String WATCHED = "3601";
  private static final String NOT_WATCHED = "3602";

  @Test
  void whatAKilledJvmLeavesIsKilled() throws Exception {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Owner.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = jvm.inputReader()) {
      ProcessHandle watched = ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow();
      ProcessHandle other = ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow();

      jvm.destroyForcibly().waitFor();

      Eventually.holds(LIMIT, () -> !watched.isAlive(), () -> watched + " lives");
      assertTrue(other.isAlive(), "what has other words was killed");
      other.destroyForcibly();
    }
  }

  /** Starts two processes, one of them announced by words it does not have, and waits. */
  static final class Owner {
    private Owner() {}

    public static void main(String[] arguments) throws Exception {
      Process other = new ProcessBuilder("sleep", NOT_WATCHED).start();
      Guard.watch(other, "words it does not have");
      Process watched = new ProcessBuilder("sleep", WATCHED).start();
      Guard.watch(watched, WATCHED);
      System.out.println(watched.pid());
      System.out.println(other.pid());
      watched.waitFor();
    }
  }
}
