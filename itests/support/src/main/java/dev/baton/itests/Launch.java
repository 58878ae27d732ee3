package dev.baton.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a node's process is started.
 *
 * @param distribution whose node
 * @param data its data directory; made if need be
 * @param output the file that takes what it writes, less {@code .out} and {@code .err}
 * @param enter the command that runs {@code bin/baton}, such as one that enters a network; may be
 *     empty. It must leave the process to it.
 * @param word {@code start} or {@code witness}
 * @param arguments of that, after {@code --data}
 * @param javaOptions for its Java, such as {@code -Dbaton.haltAt=COMMIT}
 */
public record Launch(
    Distribution distribution,
    Path data,
    Path output,
    List<String> enter,
    String word,
    List<String> arguments,
    List<String> javaOptions) {

  /** On a free loopback port; its output goes beside the data directory. */
  public static Launch of(Distribution distribution, Path data, String... javaOptions) {
    return new Launch(
        distribution,
        data,
        data,
        List.of(),
        "start",
        List.of("--http", "127.0.0.1:0"),
        List.of(javaOptions));
  }

  /** Starts the process; it is killed at the latest when this JVM ends. */
  Process begin() throws IOException {
    Files.createDirectories(data);
    ProcessBuilder builder = distribution.command(word, "--data", data.toString());
    List<String> command = new ArrayList<>(enter);
    command.addAll(builder.command());
    command.addAll(arguments);
    builder.command(command);
    builder.environment().put("BATON_JAVA_OPTS", String.join(" ", javaOptions));
    Process process =
        builder.redirectOutput(file("out").toFile()).redirectError(file("err").toFile()).start();
    Guard.watch(process, data.toString());
    return process;
  }

  Path file(String suffix) {
    return output.resolveSibling(output.getFileName() + "." + suffix);
  }
}
