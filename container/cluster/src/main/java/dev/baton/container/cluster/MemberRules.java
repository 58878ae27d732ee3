package dev.baton.container.cluster;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What else becomes of the {@link Ledger}'s entries in the very amendment that takes a member out,
 * or lets another member of its node in. Pure functions of their arguments, which they must not
 * change.
 */
@FunctionalInterface
public interface MemberRules {
  /** Nothing else. */
  MemberRules NONE = (entries, node, livingNodes) -> entries;

  /**
   * After a node's member was found gone.
   *
   * @param livingNodes those whose members are recorded as in and are there now, as far as the one
   *     knows who amends; one that is missing in it for a moment loses nothing by that
   */
  Map<String, byte[]> gone(Map<String, byte[]> entries, UUID node, Set<UUID> livingNodes);

  /**
   * After a node was given up for good, which an operator may say of one that is away.
   *
   * @param left the nodes of the roster without it
   */
  default Map<String, byte[]> givenUp(Map<String, byte[]> entries, Set<UUID> left) {
    return entries;
  }
}
