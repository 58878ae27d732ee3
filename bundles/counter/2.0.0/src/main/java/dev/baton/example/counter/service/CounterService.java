package dev.baton.example.counter.service;

import dev.baton.example.counter.Counter;
import dev.baton.state.ServiceState;
import dev.baton.state.StateMap;
import dev.baton.state.TableSpec;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Counters that remember when they changed last. */
@Component
public final class CounterService implements Counter {
  private final ServiceState state;
  private final StateMap<String, Count> counts;

  @Activate
  public CounterService(@Reference ServiceState state) {
    this.state = state;
    counts =
        state.map(
            TableSpec.of("counts", String.class, Count.class)
                .schema(2)
                .upgradeFrom(1, Long.class, (key, n) -> Count.ofUnknownAge(n))
                .downgradeTo(1, Long.class, (key, c) -> c.count()));
  }

  @Override
  public long increment(String key) {
    return counts.compute(key, (k, old) -> Count.now(old == null ? 1 : old.count() + 1)).count();
  }

  @Override
  public long get(String key) {
    Count count = counts.get(key);
    return count == null ? 0 : count.count();
  }

  @Override
  public long size() {
    return counts.size();
  }

  @Override
  public long preload(int n) {
    Count preloaded = Count.now(PRELOADED);
    long set = 0;
    for (int i = 0; i < n; i++) {
      String key = Integer.toString(i);
      if (state.owns(key)) {
        counts.put(key, preloaded);
        set++;
      }
    }
    return set;
  }
}
