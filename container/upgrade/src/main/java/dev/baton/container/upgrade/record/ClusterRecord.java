package dev.baton.container.upgrade.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.container.RefusedException;
import dev.baton.container.cluster.CopyRules;
import dev.baton.container.cluster.Ledger;
import dev.baton.container.cluster.LedgerEntries;
import dev.baton.container.cluster.Peer;
import dev.baton.container.cluster.StopEntries;
import dev.baton.state.majority.Roster;
import dev.baton.state.map.Placements;
import dev.baton.state.protocol.Placement;
import dev.baton.state.protocol.ShardId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What the cluster has agreed on about its services: an entry of the ledger each, small JSON
 * documents, and the placements of their shards. Every change stands when its method returns.
 * Thread-safe; what changes something blocks until a majority has it on disk, or for {@link
 * #LIMIT}.
 */
public final class ClusterRecord {
  private static final String SERVICE = "service/";
  private static final String LIBRARY = "library/";
  private static final String ACT = "act/";
  private static final String WANT = "want/";
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Ledger ledger;
  private final ObjectMapper json = new ObjectMapper();
  private final Map<String, Parsed> parsed = new ConcurrentHashMap<>();

  /** An entry as it was last read. */
  private record Parsed(byte[] bytes, Object value) {}

  public ClusterRecord(Ledger ledger) {
    this.ledger = ledger;
  }

  /** The record of a service, or null. */
  public ServiceRecord service(String name) {
    return read(SERVICE + name, this::service);
  }

  /** All services, by name. */
  public List<ServiceRecord> services() {
    return all(SERVICE, this::service).stream()
        .sorted(Comparator.comparing(ServiceRecord::name))
        .toList();
  }

  /** Records a service. */
  public ServiceRecord write(ServiceRecord service) {
    amend(entries -> LedgerEntries.with(entries, SERVICE + service.name(), bytes(service)));
    return service;
  }

  /** Forgets a service, and where its shards are kept. */
  public void forget(String service) {
    amend(
        entries ->
            LedgerEntries.with(
                LedgerEntries.with(entries, SERVICE + service, null),
                CopyRules.COPIES + service,
                null));
  }

  /** All library bundles, by name and version. */
  public List<LibraryRecord> libraries() {
    return all(LIBRARY, bytes -> parse(bytes, LibraryRecord.class)).stream()
        .sorted(Comparator.comparing(LibraryRecord::name).thenComparing(LibraryRecord::version))
        .toList();
  }

  /** Records a library. */
  public void write(LibraryRecord library) {
    amend(entries -> LedgerEntries.with(entries, key(library), bytes(library)));
  }

  /** Forgets a library. */
  public void forget(LibraryRecord library) {
    amend(entries -> LedgerEntries.with(entries, key(library), null));
  }

  /** Where a shard is kept, or null if that is not recorded. */
  public Placement placement(ShardId shard) {
    Placements placements = read(CopyRules.COPIES + shard.service(), Placements::read);
    return placements == null || shard.number() >= placements.byShard().size()
        ? null
        : placements.byShard().get(shard.number());
  }

  /** Records a service together with where all of its new shards are kept. */
  public ServiceRecord write(ServiceRecord service, Placements placements) {
    amend(
        entries ->
            LedgerEntries.with(
                LedgerEntries.with(entries, SERVICE + service.name(), bytes(service)),
                CopyRules.COPIES + service.name(),
                placements.bytes()));
    return service;
  }

  /** A placement as it was read, and what it is to become. */
  public record Replacement(Placement from, Placement to) {}

  /**
   * Records placements of a service's shards where nobody else has recorded others meanwhile.
   *
   * @param wanted by the shard's number
   * @return the numbers of those that stand now
   */
  public Set<Integer> place(String service, Map<Integer, Replacement> wanted) {
    String name = CopyRules.COPIES + service;
    amend(
        entries -> {
          byte[] bytes = entries.get(name);
          if (bytes == null) {
            return entries;
          }
          List<Placement> placements = new ArrayList<>(Placements.read(bytes).byShard());
          wanted.forEach(
              (shard, each) -> {
                if (placements.get(shard).equals(each.from())) {
                  placements.set(shard, each.to());
                }
              });
          byte[] next = new Placements(placements).bytes();
          return java.util.Arrays.equals(next, bytes)
              ? entries
              : LedgerEntries.with(entries, name, next);
        });
    Set<Integer> standing = new TreeSet<>();
    wanted.forEach(
        (shard, each) -> {
          if (each.to().equals(placement(new ShardId(service, shard)))) {
            standing.add(shard);
          }
        });
    return standing;
  }

  /** An act that somebody leads on a service, and the id under which all nodes log it. */
  public record Lead(UUID member, String node, String title, String rollout) {}

  /**
   * Records that this node leads an act on a service.
   *
   * @param isThere whether a member is there: the act of one that has left is nobody's
   * @throws RefusedException if another node leads one; says which
   */
  public void begin(String service, Lead lead, Predicate<UUID> isThere) {
    amend(
        entries -> {
          Lead other = lead(entries.get(ACT + service));
          if (other != null && !other.equals(lead) && isThere.test(other.member)) {
            throw new RefusedException(
                "'"
                    + other.title
                    + "' is under way on "
                    + service
                    + ", led by "
                    + other.node
                    + "; one act at a time. It goes on");
          }
          return LedgerEntries.with(entries, ACT + service, bytes(lead));
        });
  }

  /** Records that the act is over. */
  public void end(String service, Lead lead) {
    amend(
        entries ->
            lead.equals(lead(entries.get(ACT + service)))
                ? LedgerEntries.with(entries, ACT + service, null)
                : entries);
  }

  /** The act that is led on a service, if one is recorded. */
  public Optional<Lead> lead(String service) {
    return Optional.ofNullable(lead(ledger.now().entries().get(ACT + service)));
  }

  private Lead lead(byte[] bytes) {
    return bytes == null ? null : parse(bytes, Lead.class);
  }

  /** The members that are recorded as in, a witness among them. */
  public List<UUID> members() {
    return LedgerEntries.members(ledger.now().entries()).values().stream()
        .map(Peer::member)
        .toList();
  }

  /** Whether a member of this node is recorded as in. */
  public boolean hasMember(UUID node) {
    return ledger.now().entries().containsKey(LedgerEntries.MEMBER + node);
  }

  /** Whether this very member is recorded as in. */
  public boolean isIn(Peer member) {
    return isIn(member.node(), member.member());
  }

  /** Whether this very member of a node is recorded as in; asked before each request. */
  public boolean isIn(UUID node, UUID member) {
    Peer in = read(LedgerEntries.MEMBER + node, bytes -> LedgerEntries.member(node, bytes));
    return in != null && in.member().equals(member);
  }

  /** Whether an operator wants a node to hold no shards. */
  public boolean isDraining(UUID node) {
    return ledger.now().entries().containsKey(LedgerEntries.DRAIN + node);
  }

  /** Whether a node may be handed shards: it is not being drained, and does not stop. */
  public boolean mayHold(UUID node) {
    return mayHold(ledger.now().entries(), node);
  }

  private static boolean mayHold(Map<String, byte[]> entries, UUID node) {
    return !entries.containsKey(LedgerEntries.DRAIN + node)
        && !StopEntries.isStopping(entries, node);
  }

  /**
   * Records that a node is to hold no shards.
   *
   * @param others the nodes of which one is to hold them
   * @throws RefusedException if none of those may, as this is recorded
   */
  public void drain(UUID node, Set<UUID> others) {
    amend(
        entries -> {
          if (others.stream().noneMatch(other -> mayHold(entries, other))) {
            throw new RefusedException(
                "No other node is here that could hold the shards of "
                    + LedgerEntries.name(entries, node)
                    + "; it serves on");
          }
          return LedgerEntries.with(entries, LedgerEntries.DRAIN + node, new byte[0]);
        });
  }

  /** Records that a node may hold shards again. */
  public void undrain(UUID node) {
    amend(entries -> LedgerEntries.with(entries, LedgerEntries.DRAIN + node, null));
  }

  /** The nodes that were stopped and have not come back. */
  public Set<UUID> stopped() {
    return StopEntries.stopped(ledger.now().entries());
  }

  /** The node that an operator wants to hold a shard, if one does. */
  public Optional<UUID> wanted(ShardId shard) {
    byte[] node = ledger.now().entries().get(WANT + shard);
    return Optional.ofNullable(node)
        .map(bytes -> UUID.fromString(new String(bytes, StandardCharsets.US_ASCII)));
  }

  /** Records which nodes are to hold shards. */
  public void want(Map<ShardId, UUID> nodes) {
    amend(
        entries -> {
          Map<String, byte[]> more = new TreeMap<>(entries);
          nodes.forEach(
              (shard, node) ->
                  more.put(WANT + shard, node.toString().getBytes(StandardCharsets.US_ASCII)));
          return more;
        });
  }

  /** Records what one of two nodes does alone. */
  public void onPeerLost(Roster.OnPeerLost answer) {
    amend(entries -> LedgerEntries.onPeerLost(entries, answer));
  }

  /** Learns what others have recorded. */
  public void refresh() {
    amend(entries -> entries);
  }

  private void amend(UnaryOperator<Map<String, byte[]>> change) {
    try {
      ledger.amend(change).toCompletableFuture().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RefusedException("Interrupted while it was recorded: the node is stopping", e);
    } catch (TimeoutException e) {
      throw new RefusedException(
          "Not recorded within "
              + LIMIT.toSeconds()
              + " s: "
              + ledger.waitsFor().orElse("no majority has answered"),
          e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RefusedException refused) {
        throw refused;
      }
      throw new RefusedException("Not recorded: " + e.getCause().getMessage(), e.getCause());
    }
  }

  private ServiceRecord service(byte[] bytes) {
    return parse(bytes, ServiceRecord.class);
  }

  private <T> List<T> all(String prefix, java.util.function.Function<byte[], T> reading) {
    List<T> all = new ArrayList<>();
    for (String name : new HashMap<>(ledger.now().entries()).keySet()) {
      if (name.startsWith(prefix)) {
        T one = read(name, reading);
        if (one != null) {
          all.add(one);
        }
      }
    }
    return all;
  }

  @SuppressWarnings("unchecked") // an entry of a name is always read the same way
  private <T> T read(String name, java.util.function.Function<byte[], T> reading) {
    byte[] bytes = ledger.now().entries().get(name);
    if (bytes == null) {
      return null;
    }
    Parsed before = parsed.get(name);
    if (before == null || before.bytes != bytes) {
      before = new Parsed(bytes, reading.apply(bytes));
      parsed.put(name, before);
    }
    return (T) before.value;
  }

  private static String key(LibraryRecord library) {
    return LIBRARY + library.name() + "/" + library.version();
  }

  private <T> T parse(byte[] value, Class<T> type) {
    try {
      return json.readValue(value, type);
    } catch (IOException damaged) {
      throw new RefusedException(
          "A " + type.getSimpleName() + " of the ledger cannot be read: " + damaged.getMessage(),
          damaged);
    }
  }

  private byte[] bytes(Object value) {
    try {
      return json.writeValueAsBytes(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("A record of plain values is always JSON", impossible);
    }
  }
}
