package dev.baton.demo;

import dev.baton.demo.load.FakeCounters;
import dev.baton.demo.load.FakeCounters.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Stands for {@code bin/baton}: a node without state, and an operator's commands that change a file
 * with the version that serves. What goes wrong is planned in a file of the distribution. Nodes of
 * a cluster pass their clients on to the counters whose port is in that file.
 */
public final class FakeBaton {
  private static final int SHARDS = 64;
  private static final String REPORT =
      "{\"from\":\"%s\",\"to\":\"%s\",\"elapsedMs\":100.5,\"entries\":50,\"callsHeld\":3,"
          + "\"longestHoldMs\":1.5,\"holdsMs\":[0.5,1.5],\"notes\":[]}";

  private FakeBaton() {}

  /** Lays out a distribution in {@code home}. */
  static void install(Path home, String plan) throws IOException {
    Path command = Files.createDirectories(home.resolve("bin")).resolve("baton");
    Files.createDirectories(home.resolve("nodes"));
    Files.writeString(home.resolve("plan"), plan);
    Files.writeString(
        command,
        String.format(
            "#!/bin/sh%nexec '%s' -XX:TieredStopAtLevel=1 -cp '%s' %s '%s' \"$@\"%n",
            Path.of(System.getProperty("java.home"), "bin", "java"),
            System.getProperty("java.class.path"),
            FakeBaton.class.getName(),
            home));
    if (!command.toFile().setExecutable(true)) {
      throw new IOException("Cannot make " + command + " executable");
    }
  }

  /** The nodes of the distribution's cluster whose processes run. */
  static List<String> running(Path home) throws IOException {
    try (Stream<Path> nodes = Files.list(home.resolve("nodes"))) {
      return nodes
          .filter(FakeBaton::isRunning)
          .map(node -> node.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  public static void main(String[] arguments) throws Exception {
    Path home = Path.of(arguments[0]);
    List<String> plan = Files.readAllLines(home.resolve("plan"));
    List<String> words = Arrays.asList(arguments);
    Path data = Path.of(after("--data", words));
    if (words.get(1).equals("start")) {
      Files.createDirectories(data.resolve("log"));
      Files.writeString(data.resolve("log").resolve("baton.log"), "a line");
      int port = words.contains("--join") ? startMember(home, plan, words) : startAlone(plan);
      System.out.println(
          "Baton fake is ready in 0.1 s: http://127.0.0.1:" + port + ", data " + data);
      Thread.currentThread().join();
    }
    System.exit(command(home, data.resolve("version"), plan, words.subList(3, words.size())));
  }

  private static String after(String option, List<String> words) {
    return words.get(words.indexOf(option) + 1);
  }

  private static int startAlone(List<String> plan) throws IOException {
    return new FakeCounters(
            plan.stream().filter(word -> word.startsWith("fault ")).map(FakeBaton::fault).toList())
        .port();
  }

  private static int startMember(Path home, List<String> plan, List<String> words)
      throws IOException {
    String http = after("--http", words);
    int port = Integer.parseInt(http.substring(http.indexOf(':') + 1));
    new Forwarder(port, Integer.parseInt(plan.get(0).substring("counters ".length())));
    Files.writeString(
        home.resolve("nodes").resolve(after("--name", words)),
        Long.toString(ProcessHandle.current().pid()));
    return port;
  }

  private static Fault fault(String line) {
    return Fault.valueOf(line.substring("fault ".length()));
  }

  private static int command(Path home, Path version, List<String> plan, List<String> words)
      throws IOException {
    if (plan.contains("refuse " + words.get(0))) {
      System.err.println("refused as planned");
      return 1;
    }
    String before = Files.exists(version) ? Files.readString(version) : "1.0.0";
    switch (words.get(0)) {
      case "deploy" -> System.out.println("deployed");
      case "status" -> System.out.println("{\"version\":\"" + before + "\"}");
      case "rollback" -> change(version, before, "1.0.0");
      case "nodes" -> System.out.print(table(home));
      case "drain", "forget" ->
          Files.writeString(home.resolve("nodes").resolve(words.get(1)), "holds nothing");
      default -> {
        if (words.get(1).contains("3.0.0") && !plan.contains("accept 3.0.0")) {
          System.err.println("counter 3.0.0 did not start");
          return 1;
        }
        change(version, before, "2.0.0");
      }
    }
    return 0;
  }

  private static String table(Path home) throws IOException {
    List<String> running = running(home);
    StringBuilder table = new StringBuilder("NODE    NOW     SHARDS  ENTRIES  HTTP  ID\n");
    for (int i = 0; i < running.size(); i++) {
      int shards = SHARDS / running.size() + (i < SHARDS % running.size() ? 1 : 0);
      table.append(running.get(i)).append("  serves      ").append(shards).append("  50  -  id\n");
    }
    return table.toString();
  }

  private static boolean isRunning(Path node) {
    try {
      String pid = Files.readString(node);
      return pid.matches("[0-9]+")
          && ProcessHandle.of(Long.parseLong(pid)).map(ProcessHandle::isAlive).orElse(false);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void change(Path version, String before, String after) throws IOException {
    Files.writeString(version, after);
    System.out.println("phase after phase");
    System.out.println(String.format(REPORT, before, after));
  }
}
