package dev.baton.container.cluster;

import dev.baton.state.map.Placements;
import dev.baton.state.protocol.Placement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * A node whose member left has no copies in memory any more: it leaves every copy set in which
 * somebody else is alive, in the amendment that takes it out or lets its next member in; and what
 * only a node has that is given up for good is given up with it. The entries {@value #COPIES}{@code
 * <service>} say where the shards of a service are kept.
 *
 * @param tokens draws tokens at random
 */
public record CopyRules(LongSupplier tokens) implements MemberRules {
  /** How the entries begin that say where shards are kept, as {@link Placements}. */
  public static final String COPIES = "copies/";

  @Override
  public Map<String, byte[]> gone(Map<String, byte[]> entries, UUID node, Set<UUID> livingNodes) {
    return each(entries, placement -> placement.without(node, livingNodes, tokens.getAsLong()));
  }

  @Override
  public Map<String, byte[]> givenUp(Map<String, byte[]> entries, Set<UUID> left) {
    return each(entries, placement -> placement.givenUp(left, tokens.getAsLong()));
  }

  /** Where the shards of a service are kept, by number; empty if that is not recorded. */
  public static List<Placement> placements(Map<String, byte[]> entries, String service) {
    byte[] bytes = entries.get(COPIES + service);
    return bytes == null ? List.of() : Placements.read(bytes).byShard();
  }

  private static Map<String, byte[]> each(
      Map<String, byte[]> entries, UnaryOperator<Placement> change) {
    Map<String, byte[]> changed = new TreeMap<>(entries);
    changed.replaceAll(
        (name, bytes) ->
            name.startsWith(COPIES) ? Placements.read(bytes).each(change).bytes() : bytes);
    return changed;
  }
}
