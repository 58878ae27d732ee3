package dev.baton.container.cluster;

import dev.baton.state.majority.Roster;
import java.util.Map;

/**
 * A value of the {@link Ledger}, as it stands for good under its number.
 *
 * @param number one more with each amendment
 * @param roster who had a say in the next value
 * @param entries what is recorded, by name, in the order of the names; the arrays are not to be
 *     changed
 */
public record Snapshot(long number, Roster roster, Map<String, byte[]> entries) {}
