package dev.baton.container.upgrade;

import dev.baton.container.Act;
import dev.baton.container.EntryView;
import dev.baton.container.NodeStatus;
import dev.baton.container.RefusedException;
import dev.baton.container.ServiceStatus;
import dev.baton.container.TableStatus;
import dev.baton.container.upgrade.handoff.ServiceBundle;
import dev.baton.container.upgrade.record.ServiceRecord;
import dev.baton.state.TableSpec;
import dev.baton.state.shard.Shard;
import dev.baton.state.table.EntryText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What an operator looks at. Reads what is there at the moment; holds nothing up. */
final class View {
  private final Node node;
  private final String name;
  private final String http;
  private final long ready = System.nanoTime();

  View(Node node, String name, String http) {
    this.node = node;
    this.name = name;
    this.http = http;
  }

  NodeStatus node() {
    List<String> problems = new ArrayList<>(node.problems().values());
    problems.addAll(node.threads().stuck(""));
    return new NodeStatus(
        name,
        Duration.ofNanos(System.nanoTime() - ready),
        http,
        node.all().stream().map(this::service).toList(),
        node.record().libraries().stream().map(l -> l.name() + " " + l.version()).toList(),
        problems);
  }

  ServiceStatus service(String service) {
    return service(node.get(service));
  }

  private ServiceStatus service(ServiceBundle service) {
    ServiceRecord record = node.record().service(service.name());
    Act act = node.acts().running(service.name());
    List<String> problems = new ArrayList<>(node.threads().stuck(service.name() + " "));
    if (node.problems().containsKey(service.name())) {
      problems.add(node.problems().get(service.name()));
    }
    problems.addAll(failedTakeOvers(service));
    Map<String, Integer> holders = service.shardsByVersion();
    if (holders.size() > 1 && act == null) {
      problems.add("its shards are held by different versions: " + holders);
    }
    return new ServiceStatus(
        service.name(),
        service.serving().version(),
        service.stateful(),
        service.shards().size(),
        holders,
        service.entries(),
        service.gate().running().size(),
        service.gate().figures().now(),
        act == null ? (record != null && record.held() ? "held" : "") : act.title(),
        service.staged() == null ? "" : service.staged().version(),
        record == null ? List.of() : record.keptVersions(),
        problems);
  }

  /** The first one, and how many more: the reason is likely the same. */
  private static List<String> failedTakeOvers(ServiceBundle service) {
    List<String> failed =
        service.shards().stream().flatMap(s -> s.takeOverFailure().stream()).toList();
    return failed.stream()
        .limit(1)
        .map(
            first ->
                first
                    + (failed.size() == 1 ? "" : ", and " + (failed.size() - 1) + " more shards")
                    + "; it serves all the same")
        .toList();
  }

  List<TableStatus> tables(String service) {
    ServiceBundle bundle = node.get(service);
    List<TableStatus> tables = new ArrayList<>();
    for (TableSpec<?, ?> table : bundle.serving().state().tables()) {
      long entries =
          bundle.shards().stream()
              .filter(s -> holds(s, table.name()))
              .mapToLong(s -> s.tables().entries(table.name()))
              .sum();
      tables.add(
          new TableStatus(
              table.name(),
              entries,
              table.schema(),
              table.keyType().getSimpleName(),
              table.valueType().getSimpleName(),
              table.durability().name().toLowerCase(java.util.Locale.ROOT)));
    }
    return tables;
  }

  List<EntryView> entries(String service, String table, String key, int limit) {
    ServiceBundle bundle = node.get(service);
    List<TableSpec<?, ?>> tables = bundle.serving().state().tables();
    if (tables.stream().noneMatch(t -> t.name().equals(table))) {
      throw new RefusedException(
          "No table '"
              + table
              + "' in "
              + bundle.serving().label()
              + "; there are "
              + tables.stream().map(TableSpec::name).toList());
    }
    List<EntryView> entries = new ArrayList<>();
    for (Shard shard : bundle.shards()) {
      if (entries.size() >= limit || !holds(shard, table)) {
        continue;
      }
      int number = shard.id().number();
      if (key == null) {
        shard.tables().view(table, limit - entries.size()).stream()
            .map(e -> view(number, e))
            .forEach(entries::add);
      } else {
        EntryText found = shard.tables().view(table, key);
        if (found != null) {
          entries.add(view(number, found));
        }
      }
    }
    return entries;
  }

  private static boolean holds(Shard shard, String table) {
    return shard.tables() != null
        && shard.tables().version().tables().stream().anyMatch(t -> t.name().equals(table));
  }

  private static EntryView view(int shard, EntryText entry) {
    return new EntryView(shard, entry.key(), entry.value());
  }
}
