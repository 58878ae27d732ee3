package dev.baton.container.cluster;

import dev.baton.state.map.Placements;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * A node whose member left has no copies in memory any more: it leaves every copy set in which
 * somebody else is alive, in the amendment that takes it out or lets its next member in. The
 * entries {@value #COPIES}{@code <service>} say where the shards of a service are kept.
 *
 * @param tokens draws tokens at random
 */
public record CopyRules(LongSupplier tokens) implements MemberRules {
  /** How the entries begin that say where shards are kept, as {@link Placements}. */
  public static final String COPIES = "copies/";

  @Override
  public Map<String, byte[]> gone(Map<String, byte[]> entries, UUID node, Set<UUID> livingNodes) {
    Map<String, byte[]> changed = new TreeMap<>(entries);
    changed.replaceAll(
        (name, bytes) ->
            name.startsWith(COPIES)
                ? Placements.read(bytes)
                    .each(each -> each.without(node, livingNodes, tokens.getAsLong()))
                    .bytes()
                : bytes);
    return changed;
  }
}
