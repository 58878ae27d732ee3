package dev.baton.state.table;

import dev.baton.state.protocol.Entry;
import java.util.List;

/**
 * Everything that was written to a shard up to one instant, as bytes.
 *
 * @param entries what was written, in order
 * @param upTo the position that is safe when the batch is
 * @param force whether it has to be forced to disk
 * @param since when the first of it was written
 */
public record EncodedBatch(List<Entry> entries, long upTo, boolean force, long since) {}
