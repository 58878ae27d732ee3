package dev.baton.itests.upgrade.bundles;

import dev.baton.itests.upgrade.api.Ledger;
import dev.baton.state.ServiceState;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Needs a service that nobody offers. */
@Component(service = Ledger.class)
public final class UnsatisfiedLedger extends RecordLedger {
  @Activate
  public UnsatisfiedLedger(@Reference ServiceState state) {
    super(state, bothWays());
  }

  @Reference
  void bind(Runnable nobodyOffersThis) {}
}
