package dev.baton.example.counter.service;

import dev.baton.example.counter.Counter;
import dev.baton.state.ServiceState;
import dev.baton.state.StateMap;
import dev.baton.state.TableSpec;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Counters, a number each. */
@Component
public final class CounterService implements Counter {
  private final ServiceState state;
  private final StateMap<String, Long> counts;

  @Activate
  public CounterService(@Reference ServiceState state) {
    this.state = state;
    counts = state.map(TableSpec.of("counts", String.class, Long.class));
  }

  @Override
  public long increment(String key) {
    return counts.merge(key, 1L, Long::sum);
  }

  @Override
  public long get(String key) {
    return counts.getOrDefault(key, 0L);
  }

  @Override
  public long size() {
    return counts.size();
  }

  @Override
  public long preload(int n) {
    long set = 0;
    for (int i = 0; i < n; i++) {
      String key = Integer.toString(i);
      if (state.owns(key)) {
        counts.put(key, PRELOADED);
        set++;
      }
    }
    return set;
  }
}
