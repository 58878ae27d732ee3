package dev.baton.bench.cluster;

import dev.baton.bench.probe.Pace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The processes of a plain Hazelcast cluster; closing ends them. For one thread. */
final class PlainMembers implements AutoCloseable {
  private final List<Process> processes = new ArrayList<>();
  private final BufferedReader answers;
  private final PrintWriter commands;

  /** Starts so many, and waits until all are there. */
  PlainMembers(int count) throws IOException {
    List<Integer> ports = ports(count);
    String all = ports.stream().map(String::valueOf).collect(Collectors.joining(","));
    try {
      BufferedReader last = null;
      for (int port : ports) {
        Process process =
            new ProcessBuilder(words(port, all))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        processes.add(process);
        last = process.inputReader(StandardCharsets.UTF_8);
        read(last);
      }
      answers = last;
      commands =
          new PrintWriter(processes.get(count - 1).getOutputStream(), true, StandardCharsets.UTF_8);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /** With what Hazelcast asks for to be quick, as a node has it. */
  private static List<String> words(int port, String all) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "--add-modules=java.se",
        "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
        "--add-opens=java.base/java.lang=ALL-UNNAMED",
        "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
        "--add-opens=java.management/sun.management=ALL-UNNAMED",
        "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED",
        "-cp",
        System.getProperty("java.class.path"),
        PlainMember.class.getName(),
        Integer.toString(port),
        all);
  }

  private static List<Integer> ports(int count) throws IOException {
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        ports.add(socket.getLocalPort());
      }
    }
    return ports;
  }

  /** Has one caller read an entry of the other member by {@code IMap.get} at one. */
  Pace reads(Duration time) throws IOException {
    return pace("get", 1, time, 1);
  }

  /** Has many callers increment entries by {@code IMap.executeOnKey} at one member. */
  Pace increments(int callers, Duration time, int keys) throws IOException {
    return pace("increment", callers, time, keys);
  }

  private Pace pace(String what, int callers, Duration time, int keys) throws IOException {
    commands.println(what + " " + callers + " " + time.toMillis() + " " + keys);
    Pace pace = Pace.parse(read(answers));
    System.err.println("plain Hazelcast, " + what + ": " + pace);
    return pace;
  }

  private static String read(BufferedReader from) throws IOException {
    String line = from.readLine();
    if (line == null) {
      throw new IOException("A plain Hazelcast member has ended");
    }
    return line;
  }

  @Override
  public void close() {
    processes.forEach(Process::destroyForcibly);
  }
}
