package dev.baton.demo.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The process of the load client. It starts to call at once and takes commands on its standard
 * input, one a line; each is answered by one line of JSON on standard output:
 *
 * <table>
 * <caption>Commands</caption>
 * <tr><td>{@code progress}</td><td>{@link Progress}</td></tr>
 * <tr><td>{@code window NAME}</td><td>opens a window of time; {@link Progress}</td></tr>
 * <tr><td>{@code stop}</td><td>ends the load; {@link LoadResult}</td></tr>
 * <tr><td>{@code since NAME}</td><td>when counters answered from the beginning of the window on,
 *     after stop; {@link FirstAnswers}</td></tr>
 * <tr><td>{@code audit}</td><td>reads every counter, after stop; {@link AuditResult}</td></tr>
 * </table>
 *
 * The end of the input ends the process. What fails ends it too, with a message and status 1.
 */
public final class LoadClient {
  private static final ObjectMapper JSON = new ObjectMapper();

  private LoadClient() {}

  /** Runs the client; {@link LoadOptions#arguments} are its arguments. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    LoadOptions options = LoadOptions.parse(arguments);
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    ExecutorService threads =
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "caller");
              thread.setDaemon(true);
              return thread;
            });
    obey(commands, System.out, new Load(options, threads));
    threads.shutdown();
  }

  static void obey(BufferedReader commands, PrintStream out, Load load)
      throws IOException, InterruptedException {
    for (String command = commands.readLine(); command != null; command = commands.readLine()) {
      out.println(JSON.writeValueAsString(answer(command, load)));
      out.flush();
    }
  }

  private static Object answer(String command, Load load) throws IOException, InterruptedException {
    if (command.startsWith("window ")) {
      load.open(command.substring("window ".length()));
      return load.progress();
    }
    if (command.startsWith("since ")) {
      return load.answersSince(command.substring("since ".length()));
    }
    return switch (command) {
      case "progress" -> load.progress();
      case "stop" -> load.stop();
      case "audit" -> load.audit();
      default ->
          throw new IOException(
              "Unknown command '"
                  + command
                  + "'; there are progress, window NAME, stop, since NAME,"
                  + " audit");
    };
  }
}
