package dev.baton.container.upgrade.stage;

import dev.baton.container.gate.Calls;
import dev.baton.state.table.CallScope;
import dev.baton.state.table.ShardTables;
import dev.baton.state.table.VersionState;

/** Finds the tables of this thread's call, if the call is one of the version that asks. */
final class OwnTables implements CallScope {
  private VersionState state;

  /** Set once, before the bundle that asks is started. */
  void of(VersionState version) {
    state = version;
  }

  @Override
  public ShardTables current() {
    return Calls.custody() instanceof ShardCustody custody && custody.tables().version() == state
        ? custody.tables()
        : null;
  }
}
