package dev.baton.state;

import java.util.concurrent.ConcurrentMap;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A table: the entries of the call's own shard, in the heap of the holder.
 *
 * <p>Everything {@link ConcurrentMap} promises holds here, within the shard of the running call:
 * {@code compute} and {@code merge} are atomic, iteration and {@code size} see this shard only,
 * iterators are weakly consistent. Keys and values are immutable values; a value changed in place
 * is found out at the next hand-off, which is then refused.
 *
 * <p>Every method throws {@link StateUnavailableException}, naming the holder, outside a call of
 * the gate, before the bundle takes over and after it was handed over; {@link WrongShardException}
 * for a key of another shard; nothing was changed then.
 */
@ProviderType
public interface StateMap<K, V> extends ConcurrentMap<K, V> {}
