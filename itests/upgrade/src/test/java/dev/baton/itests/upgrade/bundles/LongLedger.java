package dev.baton.itests.upgrade.bundles;

import dev.baton.itests.upgrade.api.Latches;
import dev.baton.itests.upgrade.api.Ledger;
import dev.baton.state.ServiceState;
import dev.baton.state.StateMap;
import dev.baton.state.TableSpec;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** A sum per key. */
@Component(service = Ledger.class)
public final class LongLedger implements Ledger {
  private final StateMap<String, Long> sums;

  @Activate
  public LongLedger(@Reference ServiceState state) {
    sums = state.map(TableSpec.of("sums", String.class, Long.class));
  }

  @Override
  public long add(String key, long amount) {
    return sums.merge(key, amount, Long::sum);
  }

  @Override
  public long readAcross(String key, String other) {
    return sums.getOrDefault(other, 0L);
  }

  @Override
  public void linger(String key) {
    Latches.hang();
  }
}
