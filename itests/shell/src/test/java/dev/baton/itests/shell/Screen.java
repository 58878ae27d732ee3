package dev.baton.itests.shell;

import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import com.pty4j.WinSize;
import dev.baton.itests.Eventually;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jline.builtins.ScreenTerminal;

/**
 * A program on a pseudo-terminal, and what a person would see of it. The test types; a thread of
 * its own draws.
 */
final class Screen implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final PtyProcess process;
  private final ScreenTerminal screen;
  private final Thread drawing;

  private Screen(PtyProcess process, int columns, int rows) {
    this.process = process;
    this.screen = new ScreenTerminal(columns, rows);
    this.drawing = new Thread(this::draw, "screen");
    drawing.setDaemon(true);
    drawing.start();
  }

  static Screen of(Map<String, String> environment, Path directory, String... command)
      throws IOException {
    PtyProcess process =
        new PtyProcessBuilder(command)
            .setEnvironment(environment)
            .setDirectory(directory.toString())
            .setInitialColumns(100)
            .setInitialRows(30)
            .setRedirectErrorStream(true)
            .start();
    return new Screen(process, 100, 30);
  }

  private void draw() {
    char[] buffer = new char[4096];
    try (Reader reader = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
      for (int count = reader.read(buffer); count >= 0; count = reader.read(buffer)) {
        screen.write(new String(buffer, 0, count));
      }
    } catch (IOException e) {
      screen.write("\r\n[" + e.getMessage() + "]");
    }
  }

  /** Presses keys. */
  Screen type(String keys) throws IOException {
    process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
    return this;
  }

  /** Waits until the text is to be seen. */
  Screen shows(String text) throws Exception {
    Eventually.holds(
        PATIENCE, () -> text().contains(text), () -> "'" + text + "' on the screen:\n" + text());
    return this;
  }

  /** Waits until the text is not to be seen. */
  Screen hides(String text) throws Exception {
    Eventually.holds(
        PATIENCE, () -> !text().contains(text), () -> "no '" + text + "' on:\n" + text());
    return this;
  }

  /** Waits until the line with the cursor, the last that is not empty, is this. */
  Screen showsLastLine(String line) throws Exception {
    Eventually.holds(
        PATIENCE, () -> lastLine().equals(line), () -> "last line '" + line + "' on:\n" + text());
    return this;
  }

  private String lastLine() {
    String[] lines = text().strip().split("\n");
    return lines[lines.length - 1].strip();
  }

  /** All lines that are to be seen. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (String line : screen.toString().replace('\u0000', ' ').split("\n")) {
      text.append(line.stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /** Makes the window larger or smaller. */
  void resize(int columns, int rows) {
    process.setWinSize(new WinSize(columns, rows));
    screen.setSize(columns, rows);
  }

  /** Waits for the program's end. Returns its exit status. */
  int awaitEnd() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("The program does not end; its screen:\n" + text());
    }
    return process.exitValue();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
    drawing.join(PATIENCE.toMillis());
  }
}
