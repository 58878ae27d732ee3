package dev.baton.shell.render;

import dev.baton.container.NodeStatus;
import dev.baton.container.Progress;
import dev.baton.container.ServiceStatus;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a node and a service are doing, in plain words. */
public final class StatusText {
  private StatusText() {}

  /** A node: a line of its own, its services as a table, then what is wrong. */
  public static String of(NodeStatus node) {
    StringBuilder text = new StringBuilder();
    text.append("node ").append(node.name());
    text.append(", up ").append(Words.duration(node.uptime()));
    text.append(node.http().isEmpty() ? ", no HTTP" : ", HTTP on " + node.http()).append('\n');
    text.append('\n').append(services(node.services()));
    if (!node.libraries().isEmpty()) {
      text.append("\nlibraries  ").append(String.join(", ", node.libraries())).append('\n');
    }
    node.problems().forEach(problem -> text.append("\n! ").append(problem).append('\n'));
    for (ServiceStatus service : node.services()) {
      for (String problem : service.problems()) {
        text.append("\n! ").append(service.name()).append(": ").append(problem).append('\n');
      }
    }
    return text.toString();
  }

  private static String services(List<ServiceStatus> services) {
    if (services.isEmpty()) {
      return "no services; deploy FILE brings one\n";
    }
    Table table =
        new Table("SERVICE", "VERSION", ">SHARDS", ">ENTRIES", ">RUNNING", ">HELD", "NOW", "KEPT");
    for (ServiceStatus service : services) {
      table.row(
          service.name(),
          version(service),
          service.stateful() ? Words.count(service.shards()) : "-",
          service.stateful() ? Words.count(service.entries()) : "-",
          Words.count(service.running()),
          Words.count(service.held()),
          now(service),
          service.kept().isEmpty() ? "-" : String.join(", ", service.kept()));
    }
    return table.text();
  }

  /**
   * A service, one fact to a line.
   *
   * @param progress where the act is that runs on it, or null
   */
  public static String of(ServiceStatus service, Progress progress) {
    Facts facts = new Facts();
    facts.add("version", version(service));
    if (service.versions().size() > 1) {
      facts.add("nodes", nodes(service));
    }
    if (service.stateful()) {
      facts.add("state", Words.count(service.entries()) + " entries in " + shards(service));
    } else {
      facts.add("state", "none");
    }
    facts.add(
        "calls",
        Words.count(service.running()) + " inside, " + Words.count(service.held()) + " held");
    facts.add("now", now(service));
    if (progress != null) {
      facts.add("phase", ProgressLine.words(progress));
    }
    if (!service.staged().isEmpty()) {
      facts.add("staged", service.staged());
    }
    facts.add(
        "kept", service.kept().isEmpty() ? "no other version" : String.join(", ", service.kept()));
    service.problems().forEach(problem -> facts.add("!", problem));
    return service.name() + "\n" + facts.text();
  }

  /** What serves here; and what is wanted, if that is something else. */
  private static String version(ServiceStatus service) {
    return service.version().equals(service.wanted())
        ? service.version()
        : service.version() + ", wanted " + service.wanted();
  }

  private static String nodes(ServiceStatus service) {
    return new TreeMap<>(service.versions())
        .entrySet().stream()
            .map(each -> each.getKey() + " " + (each.getValue().isEmpty() ? "-" : each.getValue()))
            .collect(Collectors.joining(", "));
  }

  private static String shards(ServiceStatus service) {
    String all = Words.count(service.shards(), "shard");
    if (service.shardsByVersion().size() < 2) {
      return all;
    }
    return service.shardsByVersion().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> entry.getValue() + " held by " + entry.getKey())
        .collect(Collectors.joining(", ", all + ": ", ""));
  }

  private static String now(ServiceStatus service) {
    if (!service.act().isEmpty()) {
      return service.act();
    }
    return service.problems().isEmpty() ? "serves" : "has problems";
  }
}
