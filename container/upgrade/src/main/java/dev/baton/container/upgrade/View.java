package dev.baton.container.upgrade;

import dev.baton.container.Act;
import dev.baton.container.EntryView;
import dev.baton.container.NodeStatus;
import dev.baton.container.RefusedException;
import dev.baton.container.ServiceStatus;
import dev.baton.container.TableStatus;
import dev.baton.container.cluster.Peer;
import dev.baton.container.upgrade.handoff.ServiceBundle;
import dev.baton.container.upgrade.nodes.Everywhere;
import dev.baton.container.upgrade.nodes.Own;
import dev.baton.container.upgrade.nodes.Views;
import dev.baton.container.upgrade.record.ClusterRecord;
import dev.baton.container.upgrade.record.ServiceRecord;
import dev.baton.container.upgrade.stage.StagedVersion;
import dev.baton.state.TableSpec;
import dev.baton.state.shard.Shard;
import dev.baton.state.table.EntryText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What an operator looks at. Reads what is there at the moment, on all nodes; holds nothing up. */
final class View {
  private static final String NONE = "none";

  private final Node node;
  private final Views views;
  private final String name;
  private final String http;
  private final long ready = System.nanoTime();

  View(Node node, Views views, String name, String http) {
    this.node = node;
    this.views = views;
    this.name = name;
    this.http = http;
  }

  /** Asks the other nodes, and waits for them for a moment. */
  NodeStatus node() {
    List<String> problems = new ArrayList<>(node.problems().values());
    problems.addAll(node.threads().stuck(""));
    Map<Peer, Own> all = views.all();
    return new NodeStatus(
        name,
        Duration.ofNanos(System.nanoTime() - ready),
        http,
        services().map(service -> service(new Everywhere(service, all))).toList(),
        node.record().libraries().stream().map(l -> l.name() + " " + l.version()).toList(),
        problems);
  }

  /** Those that run here, and those that should. */
  private Stream<String> services() {
    Stream<String> wanted =
        node.record().services().stream()
            .filter(record -> record.current() != null)
            .map(ServiceRecord::name);
    Stream<String> here = node.all().stream().map(ServiceBundle::name);
    return Stream.concat(wanted, here).distinct().sorted();
  }

  /** As {@link #node}, of one service. */
  ServiceStatus service(String service) {
    if (services().noneMatch(service::equals)) {
      throw node.unknown(service);
    }
    return service(new Everywhere(service, views.all()));
  }

  private ServiceStatus service(Everywhere everywhere) {
    String name = everywhere.service();
    Optional<ServiceBundle> here = node.find(name);
    ServiceRecord record = node.record().service(name);
    String wanted = record == null || record.current() == null ? NONE : record.current();
    String act = act(name, record);
    List<String> problems = new ArrayList<>(node.threads().stuck(name + " "));
    if (here.isPresent() && node.problems().containsKey(name)) {
      problems.add(node.problems().get(name));
    }
    here.ifPresent(service -> problems.addAll(failedTakeOvers(service)));
    Map<String, Integer> holders = everywhere.shardsByVersion();
    List<String> differences = everywhere.differences(wanted);
    if (holders.size() > 1 && act.isEmpty()) {
      problems.add("its shards are held by different versions: " + holders);
    } else if (!differences.isEmpty() && !node.isAlone() && act.isEmpty()) {
      problems.add(wanted + " is wanted, and " + String.join(", ", differences));
    }
    return new ServiceStatus(
        name,
        here.map(service -> service.serving().version()).orElse(NONE),
        wanted,
        everywhere.versions(),
        record != null && record.shards() > 0,
        record == null ? 0 : record.shards(),
        holders,
        everywhere.entries(),
        everywhere.running(),
        everywhere.waiting(),
        act,
        here.map(ServiceBundle::staged).map(StagedVersion::version).orElse(""),
        record == null ? List.of() : record.keptVersions(),
        problems);
  }

  /** What runs on a service, here or led by another node; empty if nothing does. */
  private String act(String service, ServiceRecord record) {
    Act act = node.acts().running(service);
    if (act != null) {
      return act.title();
    }
    Optional<ClusterRecord.Lead> lead =
        node.record().lead(service).filter(l -> node.isLed(service));
    return lead.map(l -> l.title() + ", led by " + l.node())
        .orElse(record != null && record.held() ? "held" : "");
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
