package dev.baton.itests.upgrade.bundles;

import dev.baton.itests.upgrade.api.Ledger;
import dev.baton.state.ServiceState;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Has no way back. */
@Component(service = Ledger.class)
public final class OneWayLedger extends RecordLedger {
  @Activate
  public OneWayLedger(@Reference ServiceState state) {
    super(state, upgradable());
  }
}
