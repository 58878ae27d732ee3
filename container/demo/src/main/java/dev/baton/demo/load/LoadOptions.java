package dev.baton.demo.load;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the load client does.
 *
 * @param host where the counters are served
 * @param port where the counters are served
 * @param connections how many keep-alive connections there are, and so how many calls at once
 * @param rate calls per second
 * @param keys how many counters there are: 0 to {@code keys - 1}
 * @param base what each of them held before
 * @param readPercent how many of a hundred calls read; the others increment
 */
public record LoadOptions(
    String host, int port, int connections, int rate, int keys, long base, int readPercent) {
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  public LoadOptions {
    positive("connections", connections);
    positive("rate", rate);
    positive("keys", keys);
    if (readPercent < 0 || readPercent > 100) {
      throw new IllegalArgumentException("readPercent is " + readPercent + "; from 0 to 100");
    }
  }

  InetSocketAddress server() {
    return new InetSocketAddress(host, port);
  }

  /** How long a caller waits for a reply before the call counts as failed. */
  Duration timeout() {
    return TIMEOUT;
  }

  /** The options as arguments, {@link #parse} is the way back. */
  public List<String> arguments() {
    return List.of(
        "host=" + host,
        "port=" + port,
        "connections=" + connections,
        "rate=" + rate,
        "keys=" + keys,
        "base=" + base,
        "readPercent=" + readPercent);
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
        required(given, "host"),
        Integer.parseInt(required(given, "port")),
        Integer.parseInt(required(given, "connections")),
        Integer.parseInt(required(given, "rate")),
        Integer.parseInt(required(given, "keys")),
        Long.parseLong(required(given, "base")),
        Integer.parseInt(required(given, "readPercent")));
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
