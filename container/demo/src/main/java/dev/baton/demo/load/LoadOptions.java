package dev.baton.demo.load;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the load client does.
 *
 * @param servers where the counters are served; a caller goes to the next one when one refuses
 * @param connections how many keep-alive connections there are, and so how many calls at once
 * @param rate calls per second
 * @param keys how many counters there are: 0 to {@code keys - 1}
 * @param base what each of them held before
 * @param readPercent how many of a hundred calls read; the others increment
 * @param patience how long a call that was surely not executed is tried again; never if zero
 * @param only a file with the numbers of the counters to call, one a line; without it, all of them
 * @param split whether each caller calls a part of them of its own, one after the other in their
 *     order, so that callers who wait for some do not keep others from being called
 */
public record LoadOptions(
    List<InetSocketAddress> servers,
    int connections,
    int rate,
    int keys,
    long base,
    int readPercent,
    Duration patience,
    Optional<Path> only,
    boolean split) {
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  public LoadOptions {
    servers = List.copyOf(servers);
    if (servers.isEmpty()) {
      throw new IllegalArgumentException("No server");
    }
    positive("connections", connections);
    positive("rate", rate);
    positive("keys", keys);
    if (readPercent < 0 || readPercent > 100) {
      throw new IllegalArgumentException("readPercent is " + readPercent + "; from 0 to 100");
    }
  }

  /** Calls of all counters of one server, of which each is made once. */
  public static LoadOptions of(
      String host, int port, int connections, int rate, int keys, long base, int readPercent) {
    return new LoadOptions(
        List.of(new InetSocketAddress(host, port)),
        connections,
        rate,
        keys,
        base,
        readPercent,
        Duration.ZERO,
        Optional.empty(),
        false);
  }

  /**
   * The same at any of several servers, where what was surely not executed is tried again for so
   * long.
   */
  public LoadOptions at(List<InetSocketAddress> several, Duration patient) {
    return new LoadOptions(
        several, connections, rate, keys, base, readPercent, patient, only, split);
  }

  /** The same for the counters whose numbers are in this file, each caller for a part of them. */
  public LoadOptions split(Path numbers) {
    return only(numbers, true);
  }

  /** The same for the counters whose numbers are in this file. */
  public LoadOptions only(Path numbers) {
    return only(numbers, false);
  }

  private LoadOptions only(Path numbers, boolean parts) {
    return new LoadOptions(
        servers, connections, rate, keys, base, readPercent, patience, Optional.of(numbers), parts);
  }

  /** How long a caller waits for a reply before the call counts as failed. */
  Duration timeout() {
    return TIMEOUT;
  }

  /** The options as arguments, {@link #parse} is the way back. */
  public List<String> arguments() {
    return List.of(
        "servers="
            + servers.stream()
                .map(each -> each.getHostString() + ":" + each.getPort())
                .collect(Collectors.joining(",")),
        "connections=" + connections,
        "rate=" + rate,
        "keys=" + keys,
        "base=" + base,
        "readPercent=" + readPercent,
        "patienceMs=" + patience.toMillis(),
        "only=" + only.map(Path::toString).orElse(""),
        "split=" + split);
  }

  static LoadOptions parse(String... arguments) {
    Map<String, String> given = new HashMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("'" + argument + "' is not NAME=VALUE");
      }
      given.put(argument.substring(0, equals), argument.substring(equals + 1));
    }
    return new LoadOptions(
        Arrays.stream(required(given, "servers").split(",")).map(LoadOptions::server).toList(),
        Integer.parseInt(required(given, "connections")),
        Integer.parseInt(required(given, "rate")),
        Integer.parseInt(required(given, "keys")),
        Long.parseLong(required(given, "base")),
        Integer.parseInt(required(given, "readPercent")),
        Duration.ofMillis(Long.parseLong(required(given, "patienceMs"))),
        Optional.of(required(given, "only")).filter(path -> !path.isEmpty()).map(Path::of),
        Boolean.parseBoolean(required(given, "split")));
  }

  private static InetSocketAddress server(String text) {
    int colon = text.lastIndexOf(':');
    return new InetSocketAddress(
        text.substring(0, Math.max(colon, 0)), Integer.parseInt(text.substring(colon + 1)));
  }

  private static String required(Map<String, String> given, String name) {
    String value = given.get(name);
    if (value == null) {
      throw new IllegalArgumentException("No " + name + "=VALUE; given are " + given.keySet());
    }
    return value;
  }

  private static void positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is " + value + "; from 1");
    }
  }
}
