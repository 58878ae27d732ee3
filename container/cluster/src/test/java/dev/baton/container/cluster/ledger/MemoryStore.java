package dev.baton.container.cluster.ledger;

import dev.baton.state.store.LocalStore;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Records that outlive the node that wrote them; a local store of nothing else. */
final class MemoryStore {
  private final UUID node = UUID.randomUUID();
  private final TreeMap<String, byte[]> records = new TreeMap<>();

  UUID node() {
    return node;
  }

  private synchronized Void record(String name, byte[] value) {
    records.put(name, value);
    return null;
  }

  private synchronized Map<String, byte[]> records(String prefix) {
    Map<String, byte[]> found = new TreeMap<>(records);
    found.keySet().removeIf(name -> !name.startsWith(prefix));
    return found;
  }

  LocalStore store() {
    return (LocalStore)
        Proxy.newProxyInstance(
            LocalStore.class.getClassLoader(),
            new Class<?>[] {LocalStore.class},
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "record" -> record((String) arguments[0], (byte[]) arguments[1]);
                  case "records" -> records((String) arguments[0]);
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
