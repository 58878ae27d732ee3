package dev.baton.itests.upgrade.bundles;

import dev.baton.itests.upgrade.api.Latches;
import dev.baton.itests.upgrade.api.Ledger;
import dev.baton.state.ServiceState;
import dev.baton.state.StateMap;
import dev.baton.state.TableSpec;

/**
 * Sum and number of additions per key: schema 2. Components extend it by what is wrong with them.
 */
abstract class RecordLedger implements Ledger {
  private final StateMap<String, Sum> sums;

  /** What is kept per key. */
  record Sum(long value, int additions) {}

  RecordLedger(ServiceState state, TableSpec<String, Sum> table) {
    sums = state.map(table);
  }

  static TableSpec<String, Sum> table() {
    return TableSpec.of("sums", String.class, Sum.class).schema(2);
  }

  static TableSpec<String, Sum> upgradable() {
    return table().upgradeFrom(1, Long.class, (key, n) -> new Sum(n, 0));
  }

  static TableSpec<String, Sum> bothWays() {
    return upgradable().downgradeTo(1, Long.class, (key, sum) -> sum.value());
  }

  @Override
  public long add(String key, long amount) {
    return sums.merge(
            key,
            new Sum(amount, 1),
            (a, b) -> new Sum(a.value() + b.value(), a.additions() + b.additions()))
        .value();
  }

  @Override
  public long readAcross(String key, String other) {
    return sums.get(other).value();
  }

  @Override
  public void linger(String key) {
    Latches.hang();
  }
}
