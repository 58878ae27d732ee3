package dev.baton.state.protocol;

/**
 * One entry of a table as the copies keep it. The arrays belong to the entry and are never changed.
 *
 * @param table the table's name
 * @param key the encoded key
 * @param value the encoded value, or null for a delete
 * @param schema the schema the value is encoded in
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on the hot path; never compared
public record Entry(String table, byte[] key, byte[] value, int schema) {}
