package dev.baton.itests.upgrade.bundles;

import dev.baton.itests.upgrade.api.Latches;
import dev.baton.itests.upgrade.api.Ledger;
import dev.baton.state.ServiceState;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Never ends its activation while the latch is closed. */
@Component(service = Ledger.class)
public final class HangingLedger extends RecordLedger {
  @Activate
  public HangingLedger(@Reference ServiceState state) {
    super(state, bothWays());
    Latches.hang();
  }
}
