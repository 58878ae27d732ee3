package dev.baton.container.upgrade.route;

import dev.baton.container.gate.Custody;
import dev.baton.container.gate.Gated;
import dev.baton.container.gate.Gates;
import dev.baton.container.gate.HoldLimits;
import dev.baton.container.gate.Occupant;
import dev.baton.container.gate.Offer;
import dev.baton.container.gate.ServiceGate;
import dev.baton.container.gate.ServiceVersion;
import dev.baton.container.gate.Stubs;
import dev.baton.container.gate.Targets;
import dev.baton.container.gate.proxy.ProxyClass;
import dev.baton.container.gate.proxy.Routes;
import dev.baton.container.gate.proxy.StubClass;
import dev.baton.state.HandoffListener;
import dev.baton.state.Shards;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;

/** A node of a {@link Net}, with one service, its proxy, and gates that the test opens. */
final class TestNode implements Gates, ServiceVersion {
  static final int SHARDS = 4;
  private static final ClassLoader BUNDLE = new ClassLoader() {};

  final UUID member = UUID.randomUUID();
  final String name;
  final Shop.Keeper keeper;
  final Shop shop;
  final Routing routing;
  private final Routes routes = Routes.of(List.of(Shop.class));
  private final String version;
  private final ServiceGate gates;
  private final Targets own = new Targets();
  private Targets stubs;
  boolean started = true;

  /** Whom it alone takes for the holder of a shard. */
  final Map<Integer, UUID> believes = new ConcurrentHashMap<>();

  TestNode(String name, String version, Net net, Duration maxHold, RouteLimits limits) {
    this.name = name;
    this.version = version;
    keeper = new Shop.Keeper(name);
    own.put(0, keeper);
    gates = new ServiceGate("shop", SHARDS, new HoldLimits(50, maxHold));
    shop = (Shop) new ProxyClass(routes).proxy(gates, 0);
    routing = new Routing(this, net.seenBy(this), net.lineOf(this), limits);
    routing.add(this);
    for (int shard = 0; shard < SHARDS; shard++) {
      routed(shard);
    }
  }

  /** Any key of the shard. */
  static String key(int shard) {
    return key("k", shard);
  }

  /** A key of the shard that begins so. */
  static String key(String prefix, int shard) {
    int n = 0;
    while (Shards.of(prefix + n, SHARDS) != shard) {
      n++;
    }
    return prefix + n;
  }

  dev.baton.container.gate.ShardGate gate(int shard) {
    return gates.shard(shard);
  }

  Occupant holds(int shard) {
    Occupant here = occupant(shard, null);
    gate(shard).open(here);
    return here;
  }

  /** The shard is somewhere else. */
  void routed(int shard) {
    gate(shard).open(remote(shard, routing));
  }

  ServiceGate gates() {
    return gates;
  }

  @Override
  public Optional<ServiceGate> find(String service) {
    return service.equals("shop") ? Optional.of(gates) : Optional.empty();
  }

  @Override
  public String service() {
    return "shop";
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public Occupant occupant(int shard, Custody custody) {
    return new Occupant(version, BUNDLE, own, custody, shard);
  }

  @Override
  public Occupant remote(int shard, Stubs by) {
    if (stubs == null) {
      stubs = new Targets();
      stubs.put(0, StubClass.stub(List.of(Shop.class), by.stub(this, gates, sharded().get(0))));
    }
    return Occupant.remote(version, BUNDLE, stubs, shard, () -> by.holder("shop", shard));
  }

  @Override
  public List<Gated> sharded() {
    return List.of(new Gated(0, "Shop", List.of(Shop.class), routes.ofShards()));
  }

  @Override
  public Bundle bundle() {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Offer> offers() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean hasShardKeys() {
    return true;
  }

  @Override
  public List<String> fetch() {
    return List.of();
  }

  @Override
  public List<String> missing() {
    return List.of();
  }

  @Override
  public List<String> strange() {
    return List.of();
  }

  @Override
  public List<String> warnings() {
    return List.of();
  }

  @Override
  public List<HandoffListener> listeners() {
    return List.of();
  }

  @Override
  public List<String> prepare() {
    return List.of();
  }

  @Override
  public void show() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void release() {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<ServiceVersion> versions(String service) {
    return started ? List.of(this) : List.of();
  }

  @Override
  public void admit(Bundle bundle) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ServiceVersion manage(Bundle bundle, String service, String version) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ServiceGate gate(String service, int shards) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void remove(String service) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int held() {
    return gates.figures().now();
  }
}
