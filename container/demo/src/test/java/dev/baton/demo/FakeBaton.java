package dev.baton.demo;

import dev.baton.demo.load.FakeCounters;
import dev.baton.demo.load.FakeCounters.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Stands for {@code bin/baton}: a node without state, and an operator's commands that change a file
 * with the version that serves. What goes wrong is planned in a file of the distribution.
 */
public final class FakeBaton {
  private static final String REPORT =
      "{\"from\":\"%s\",\"to\":\"%s\",\"elapsedMs\":100.5,\"entries\":50,\"callsHeld\":3,"
          + "\"longestHoldMs\":1.5,\"holdsMs\":[0.5,1.5],\"notes\":[]}";

  private FakeBaton() {}

  /** Lays out a distribution in {@code home}. */
  static void install(Path home, String plan) throws IOException {
    Path command = Files.createDirectories(home.resolve("bin")).resolve("baton");
    Files.writeString(home.resolve("plan"), plan);
    Files.writeString(
        command,
        String.format(
            "#!/bin/sh%nexec '%s' -cp '%s' %s '%s' \"$@\"%n",
            Path.of(System.getProperty("java.home"), "bin", "java"),
            System.getProperty("java.class.path"),
            FakeBaton.class.getName(),
            home));
    if (!command.toFile().setExecutable(true)) {
      throw new IOException("Cannot make " + command + " executable");
    }
  }

  public static void main(String[] arguments) throws Exception {
    List<String> plan = Files.readAllLines(Path.of(arguments[0], "plan"));
    List<String> words = Arrays.asList(arguments);
    Path data = Path.of(words.get(words.indexOf("--data") + 1));
    if (words.get(1).equals("start")) {
      Files.createDirectories(data.resolve("log"));
      Files.writeString(data.resolve("log").resolve("baton.log"), "a line");
      List<Fault> faults =
          plan.stream().filter(word -> word.startsWith("fault ")).map(FakeBaton::fault).toList();
      System.out.println(
          "Baton fake is ready in 0.1 s: http://127.0.0.1:"
              + new FakeCounters(faults).port()
              + ", data "
              + data);
      Thread.currentThread().join();
    }
    System.exit(command(data.resolve("version"), plan, words.subList(3, words.size())));
  }

  private static Fault fault(String line) {
    return Fault.valueOf(line.substring("fault ".length()));
  }

  private static int command(Path version, List<String> plan, List<String> words)
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

  private static void change(Path version, String before, String after) throws IOException {
    Files.writeString(version, after);
    System.out.println("phase after phase");
    System.out.println(String.format(REPORT, before, after));
  }
}
