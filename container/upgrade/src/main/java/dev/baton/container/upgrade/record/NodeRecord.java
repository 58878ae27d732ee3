package dev.baton.container.upgrade.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.container.RefusedException;
import dev.baton.state.store.LocalStore;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The node's records, in memory and in the local store. Every change is on disk when it returns.
 */
public final class NodeRecord {
  private static final String SERVICE = "service/";
  private static final String LIBRARY = "library/";

  private final LocalStore store;
  private final ObjectMapper json = new ObjectMapper();
  private final ConcurrentMap<String, ServiceRecord> services = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, LibraryRecord> libraries = new ConcurrentHashMap<>();

  /**
   * Reads what the store has.
   *
   * @throws RefusedException if a record cannot be read; names it
   */
  public NodeRecord(LocalStore store) {
    this.store = store;
    for (Map.Entry<String, byte[]> e : store.records(SERVICE).entrySet()) {
      ServiceRecord found = parse(e.getKey(), e.getValue(), ServiceRecord.class);
      services.put(found.name(), found);
    }
    for (Map.Entry<String, byte[]> e : store.records(LIBRARY).entrySet()) {
      libraries.put(e.getKey(), parse(e.getKey(), e.getValue(), LibraryRecord.class));
    }
  }

  /** The record of a service, or null. */
  public ServiceRecord service(String name) {
    return services.get(name);
  }

  /** All services, by name. */
  public List<ServiceRecord> services() {
    return services.values().stream().sorted(Comparator.comparing(ServiceRecord::name)).toList();
  }

  /** Writes a service's record; blocks until it is forced to disk. */
  public ServiceRecord write(ServiceRecord service) {
    store.record(SERVICE + service.name(), bytes(service));
    services.put(service.name(), service);
    return service;
  }

  /** Forgets a service; blocks until that is forced to disk. */
  public void forget(String service) {
    store.record(SERVICE + service, null);
    services.remove(service);
  }

  /** All library bundles, by name and version. */
  public List<LibraryRecord> libraries() {
    return libraries.values().stream()
        .sorted(Comparator.comparing(LibraryRecord::name).thenComparing(LibraryRecord::version))
        .toList();
  }

  /** Writes a library's record; blocks until it is forced to disk. */
  public void write(LibraryRecord library) {
    String key = key(library);
    store.record(key, bytes(library));
    libraries.put(key, library);
  }

  /** Forgets a library; blocks until that is forced to disk. */
  public void forget(LibraryRecord library) {
    store.record(key(library), null);
    libraries.remove(key(library));
  }

  private static String key(LibraryRecord library) {
    return LIBRARY + library.name() + "/" + library.version();
  }

  private <T> T parse(String key, byte[] value, Class<T> type) {
    try {
      return json.readValue(value, type);
    } catch (IOException damaged) {
      throw new RefusedException(
          "The record '" + key + "' of the local store cannot be read: " + damaged.getMessage(),
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
