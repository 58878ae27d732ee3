package dev.baton.itests.crash.oneway;

import dev.baton.example.counter.Counter;
import dev.baton.state.ServiceState;
import dev.baton.state.StateMap;
import dev.baton.state.TableSpec;

/** A counter that reads what version 1.0.0 wrote, and writes what that cannot read. */
public final class OneWayCounter implements Counter {
  private static final long PRELOADED = 1000;

  private final ServiceState state;
  private final StateMap<String, Tally> counts;

  /** What is kept per key. */
  record Tally(long count, String unit) {}

  /** Made by Declarative Services. */
  public OneWayCounter(ServiceState state) {
    this.state = state;
    counts =
        state.map(
            TableSpec.of("counts", String.class, Tally.class)
                .schema(2)
                .upgradeFrom(1, Long.class, (key, n) -> new Tally(n, "each")));
  }

  @Override
  public long increment(String key) {
    return counts
        .compute(key, (k, old) -> new Tally(old == null ? 1 : old.count() + 1, "each"))
        .count();
  }

  @Override
  public long get(String key) {
    Tally count = counts.get(key);
    return count == null ? 0 : count.count();
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
        counts.put(key, new Tally(PRELOADED, "each"));
        set++;
      }
    }
    return set;
  }
}
