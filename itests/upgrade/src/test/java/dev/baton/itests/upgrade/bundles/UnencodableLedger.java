package dev.baton.itests.upgrade.bundles;

import dev.baton.itests.upgrade.api.Ledger;
import dev.baton.state.ServiceState;
import dev.baton.state.TableSpec;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Has a value type that the codec cannot encode. */
@Component(service = Ledger.class)
public final class UnencodableLedger extends RecordLedger {
  @Activate
  public UnencodableLedger(@Reference ServiceState state) {
    super(state, bothWays());
    state.map(TableSpec.of("threads", String.class, Thread.class));
  }
}
