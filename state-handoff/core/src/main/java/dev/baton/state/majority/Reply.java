package dev.baton.state.majority;

/**
 * What a voter says to an {@link Ask}; it leaves when the acceptor's new state is on disk.
 *
 * @param ballot the one that was asked
 * @param recording whether it was asked to record, not to promise
 * @param granted whether it did
 * @param promised the highest ballot it knows
 * @param accepted what it has accepted last, or null
 */
public record Reply<V>(
    Ballot ballot, boolean recording, boolean granted, Ballot promised, Vote<V> accepted) {}
