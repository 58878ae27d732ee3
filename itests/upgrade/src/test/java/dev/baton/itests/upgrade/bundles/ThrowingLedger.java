package dev.baton.itests.upgrade.bundles;

import dev.baton.itests.upgrade.api.Ledger;
import dev.baton.state.ServiceState;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Cannot activate. */
@Component(service = Ledger.class)
public final class ThrowingLedger extends RecordLedger {
  @Activate
  public ThrowingLedger(@Reference ServiceState state) {
    super(state, bothWays());
    throw new IllegalStateException("no region is configured");
  }
}
