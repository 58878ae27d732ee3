/** What reading and writing a table costs, against a {@code ConcurrentHashMap}. */
package dev.baton.bench.table;
