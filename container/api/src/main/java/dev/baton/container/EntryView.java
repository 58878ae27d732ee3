package dev.baton.container;

/**
 * An entry of a table, to be looked at.
 *
 * @param shard the shard it is in
 * @param key the key as JSON
 * @param value the value as JSON
 */
public record EntryView(int shard, String key, String value) {}
