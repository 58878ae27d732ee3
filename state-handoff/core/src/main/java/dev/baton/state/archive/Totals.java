package dev.baton.state.archive;

/**
 * What a shard's file holds.
 *
 * @param entries how many entries
 * @param bytes how many bytes their keys and values are
 */
public record Totals(long entries, long bytes) {}
