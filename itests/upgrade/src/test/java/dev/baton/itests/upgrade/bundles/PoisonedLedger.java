package dev.baton.itests.upgrade.bundles;

import dev.baton.itests.upgrade.api.Ledger;
import dev.baton.state.ServiceState;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Cannot migrate one key. */
@Component(service = Ledger.class)
public final class PoisonedLedger extends RecordLedger {
  @Activate
  public PoisonedLedger(@Reference ServiceState state) {
    super(
        state,
        table()
            .upgradeFrom(
                1,
                Long.class,
                (key, n) -> {
                  if (key.equals("poison")) {
                    throw new IllegalStateException("cannot convert " + n);
                  }
                  return new Sum(n, 0);
                })
            .downgradeTo(1, Long.class, (key, sum) -> sum.value()));
  }
}
