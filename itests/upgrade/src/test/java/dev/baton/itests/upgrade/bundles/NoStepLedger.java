package dev.baton.itests.upgrade.bundles;

import dev.baton.itests.upgrade.api.Ledger;
import dev.baton.state.ServiceState;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Misses the step from schema 1. */
@Component(service = Ledger.class)
public final class NoStepLedger extends RecordLedger {
  @Activate
  public NoStepLedger(@Reference ServiceState state) {
    super(state, table());
  }
}
