package dev.baton.itests.upgrade.bundles;

import dev.baton.itests.upgrade.api.Ledger;
import dev.baton.state.HandoffListener;
import dev.baton.state.ServiceState;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Throws in tookOver. */
@Component(service = {Ledger.class, HandoffListener.class})
public final class RefusesToTakeOver extends RecordLedger implements HandoffListener {
  @Activate
  public RefusesToTakeOver(@Reference ServiceState state) {
    super(state, bothWays());
  }

  @Override
  public void tookOver(int shard) {
    throw new IllegalStateException("no licence for shard " + shard);
  }
}
