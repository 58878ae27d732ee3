package dev.baton.state.table;

import dev.baton.state.protocol.Entry;

/**
 * An entry on its way to a follower. The value as an object stays with the version it belongs to:
 * the follower makes its own from bytes.
 *
 * @param entry the entry in the schema of the version it comes from; without a value for a delete
 * @param from the table it comes from, or null if that version does not declare it
 * @param key the key as the heap keeps it, or null if that version does not declare the table
 * @param value the value as an object, or null
 * @param mapHash the hash of what the map holds of it
 * @param mapSchema the schema of what the map holds of it
 */
record Copied(Entry entry, TableShape from, Object key, Object value, int mapHash, int mapSchema) {}
