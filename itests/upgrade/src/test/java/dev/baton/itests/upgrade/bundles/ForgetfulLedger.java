package dev.baton.itests.upgrade.bundles;

import dev.baton.itests.upgrade.api.Ledger;
import dev.baton.state.ServiceState;
import dev.baton.state.TableSpec;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Has lost the table without saying so. */
@Component(service = Ledger.class)
public final class ForgetfulLedger extends RecordLedger {
  @Activate
  public ForgetfulLedger(@Reference ServiceState state) {
    super(state, TableSpec.of("totals", String.class, Sum.class));
  }
}
