package dev.baton.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a node is started with.
 *
 * @param data where everything that the node keeps is kept
 * @param http where it serves HTTP
 * @param name its name in messages and in the cluster
 * @param cluster where it listens to other nodes, if that is said
 * @param join the nodes that it looks for
 * @param forceRestore whether it is not to wait for a majority that is gone for good
 */
record StartOptions(
    Path data,
    HttpAddress http,
    String name,
    Optional<HostPort> cluster,
    List<HostPort> join,
    boolean forceRestore) {

  private static final Set<String> OPTIONS =
      Set.of("--data", "--http", "--name", "--cluster", "--join");
  private static final String FORCE = "--force-restore";
  private static final String EXAMPLE = "127.0.0.1:5701";

  /** Reads the arguments after {@code start}; what they leave out comes from the configuration. */
  static StartOptions parse(List<String> arguments, Home home) throws RefusedStart {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals(FORCE)) {
        given.put(FORCE, "");
        continue;
      }
      int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
      String option = equals < 0 ? argument : argument.substring(0, equals);
      if (!OPTIONS.contains(option)) {
        throw unknown(argument);
      }
      if (equals < 0 && ++i == arguments.size()) {
        throw RefusedStart.usage("Option " + option + " needs a value");
      }
      String value = equals < 0 ? arguments.get(i) : argument.substring(equals + 1);
      if (value.isBlank()) {
        throw RefusedStart.usage("Option " + option + " needs a value");
      }
      if (given.put(option, value) != null) {
        throw RefusedStart.usage("Option " + option + " is given twice");
      }
    }
    return of(given, home);
  }

  private static StartOptions of(Map<String, String> given, Home home) throws RefusedStart {
    Map<String, String> settings = home.settings();
    String http =
        given.getOrDefault("--http", settings.getOrDefault("baton.http", "127.0.0.1:8080"));
    String name = given.getOrDefault("--name", settings.getOrDefault("baton.name", "node-1"));
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
      throw RefusedStart.usage(
          "'"
              + name
              + "' cannot name a node: up to 64 letters, digits, dots, dashes and underscores,"
              + " beginning with a letter or digit");
    }
    return new StartOptions(
        home.data(given.get("--data")),
        HttpAddress.parse(http),
        name,
        addresses(given.getOrDefault("--cluster", settings.get("baton.cluster"))).stream()
            .findFirst(),
        addresses(given.getOrDefault("--join", settings.get("baton.join"))),
        given.containsKey(FORCE));
  }

  private static List<HostPort> addresses(String list) throws RefusedStart {
    List<HostPort> addresses = new ArrayList<>();
    if (list != null && !list.isBlank()) {
      for (String each : list.split(",", -1)) {
        addresses.add(HostPort.parse(each.strip(), EXAMPLE));
      }
    }
    return List.copyOf(addresses);
  }

  private static RefusedStart unknown(String argument) {
    return RefusedStart.usage(
        "Unknown argument '"
            + argument
            + "' of start; there are --data DIR, --http HOST:PORT, --name NAME,"
            + " --cluster HOST:PORT, --join HOST:PORT,... and --force-restore");
  }
}
