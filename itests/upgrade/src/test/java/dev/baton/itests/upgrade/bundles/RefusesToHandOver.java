package dev.baton.itests.upgrade.bundles;

import dev.baton.itests.upgrade.api.Ledger;
import dev.baton.state.HandoffListener;
import dev.baton.state.ServiceState;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Throws in handingOver. */
@Component(service = {Ledger.class, HandoffListener.class})
public final class RefusesToHandOver extends RecordLedger implements HandoffListener {
  @Activate
  public RefusesToHandOver(@Reference ServiceState state) {
    super(state, bothWays());
  }

  @Override
  public void handingOver(int shard) {
    throw new IllegalStateException("shard " + shard + " is mine");
  }
}
