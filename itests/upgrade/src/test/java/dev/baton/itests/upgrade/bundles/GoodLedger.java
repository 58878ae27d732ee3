package dev.baton.itests.upgrade.bundles;

import dev.baton.itests.upgrade.api.Ledger;
import dev.baton.state.ServiceState;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Migrates both ways. */
@Component(service = Ledger.class)
public final class GoodLedger extends RecordLedger {
  @Activate
  public GoodLedger(@Reference ServiceState state) {
    super(state, bothWays());
  }
}
