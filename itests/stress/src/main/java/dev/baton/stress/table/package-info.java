/** Writes to a table against the seal and against batches being taken. */
package dev.baton.stress.table;
