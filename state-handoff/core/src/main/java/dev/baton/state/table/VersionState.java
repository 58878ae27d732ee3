package dev.baton.state.table;

import dev.baton.state.ServiceState;
import dev.baton.state.TableSpec;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * The state of one version of a service bundle on this node: what it declares, and where its tables
 * come from. Thread-safe.
 *
 * <p>Holds everything that knows the bundle's classes, codecs included; when it and the {@link
 * ShardTables} made from it are let go, nothing here keeps the bundle's class loader.
 */
public final class VersionState {
  private final String service;
  private final String version;
  private final int shards;
  private final Declarations declarations;

  /**
   * The state of a version that has not declared anything yet.
   *
   * @param service the service's name
   * @param version the bundle version
   * @param shards how many shards the service has, from 1
   * @param scope knows the running call
   * @param caller enters the gate as this version
   */
  public VersionState(
      String service, String version, int shards, CallScope scope, ShardCaller caller) {
    this.service = service;
    this.version = version;
    this.shards = shards;
    this.declarations = new Declarations(this, scope, caller);
  }

  /** The service's name. */
  public String service() {
    return service;
  }

  /** The bundle version. */
  public String version() {
    return version;
  }

  /** How many shards the service has. */
  public int shards() {
    return shards;
  }

  /** What the bundle itself sees. */
  public ServiceState api() {
    return declarations;
  }

  /** The tables declared so far, in the order of their declaration. */
  public List<TableSpec<?, ?>> tables() {
    return declarations.shapes().stream().<TableSpec<?, ?>>map(TableShape::spec).toList();
  }

  /** The tables said to be gone on purpose. */
  public Set<String> dropped() {
    return declarations.dropped();
  }

  /**
   * Ends the time of declarations, when the bundle has started: a table that is asked for later and
   * was not declared is an error of the bundle. Before it no shard can be held or followed.
   */
  public void closeDeclarations() {
    declarations.close();
  }

  /**
   * Whether this version can hand its state over to another, and get it back.
   *
   * @param next the version that would hold the shards
   * @param rollback whether it is the older one: then a table that it does not know is carried
   *     along instead of being missed
   */
  public Compatibility compatibility(VersionState next, boolean rollback) {
    return new Comparison(this, next, rollback).compare();
  }

  /**
   * Empty tables for a shard, sealed.
   *
   * @param unavailable what reads and writes are told until they are opened
   * @param like tables of about the size that is expected, or null
   */
  public ShardTables newTables(
      int shard, String unavailable, ShardTables like, LongSupplier nanoTime) {
    List<TableShape> shapes = shapes();
    Table[] tables = new Table[shapes.size()];
    Map<String, Table> byName = new TreeMap<>();
    for (TableShape shape : shapes) {
      String name = shape.spec().name();
      Table same = like == null ? null : like.tableOrNull(name);
      int size = same == null ? 0 : same.cells.size();
      Table table = new Table(shape, size + size / 16);
      tables[shape.index()] = table;
      byName.put(name, table);
    }
    return new ShardTables(this, shard, tables, byName, new Journal(unavailable, nanoTime));
  }

  List<TableShape> shapes() {
    return declarations.shapes();
  }

  Map<String, TableShape> shapesByName() {
    return shapes().stream().collect(Collectors.toMap(s -> s.spec().name(), s -> s));
  }

  /** The service and its version, as people write it. */
  @Override
  public String toString() {
    return service + " " + version;
  }
}
