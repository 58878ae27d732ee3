package dev.baton.itests.upgrade.bundles;

import dev.baton.itests.upgrade.api.Latches;
import dev.baton.itests.upgrade.api.Ledger;
import dev.baton.state.HandoffListener;
import dev.baton.state.ServiceState;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Hangs in handingOver while the latch is closed. */
@Component(service = {Ledger.class, HandoffListener.class})
public final class HangsHandingOver extends RecordLedger implements HandoffListener {
  @Activate
  public HangsHandingOver(@Reference ServiceState state) {
    super(state, bothWays());
  }

  @Override
  public void handingOver(int shard) {
    Latches.hang();
  }
}
