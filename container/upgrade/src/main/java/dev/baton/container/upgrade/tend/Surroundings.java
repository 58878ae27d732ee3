package dev.baton.container.upgrade.tend;

import dev.baton.container.cluster.Cluster;
import dev.baton.container.cluster.Lease;
import dev.baton.container.cluster.Ledger;
import dev.baton.container.upgrade.record.ClusterRecord;
import dev.baton.state.map.HandoffMap;
import dev.baton.state.store.LocalStore;
import java.util.function.LongSupplier;

/**
 * What tending goes by.
 *
 * @param tokens draws tokens at random
 */
public record Surroundings(
    Cluster cluster,
    Ledger ledger,
    Lease lease,
    ClusterRecord record,
    HandoffMap map,
    LocalStore store,
    LongSupplier tokens) {}
