package dev.baton.container;

/**
 * A table of a service.
 *
 * @param name the table's name
 * @param entries how many entries it has over all shards of this node
 * @param schema the schema of the version that serves
 * @param keyType the simple name of the keys' type
 * @param valueType the simple name of the values' type
 * @param durability when a reply that depends on it may leave
 */
public record TableStatus(
    String name, long entries, int schema, String keyType, String valueType, String durability) {}
