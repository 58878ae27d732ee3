package dev.baton.container.cluster;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What else becomes of the {@link Ledger}'s entries in the very amendment that records a member as
 * in, or takes one out. Pure functions of their arguments, which they must not change.
 */
public interface MemberRules {
  /** Nothing else. */
  MemberRules NONE =
      new MemberRules() {
        @Override
        public Map<String, byte[]> admitted(Map<String, byte[]> entries, Peer joined) {
          return entries;
        }

        @Override
        public Map<String, byte[]> gone(
            Map<String, byte[]> entries, UUID node, Set<UUID> livingNodes) {
          return entries;
        }
      };

  /** With a node in the roster whose member is recorded as in, in place of the one it had. */
  Map<String, byte[]> admitted(Map<String, byte[]> entries, Peer joined);

  /**
   * After a node's member was taken out.
   *
   * @param livingNodes those whose members are recorded as in now
   */
  Map<String, byte[]> gone(Map<String, byte[]> entries, UUID node, Set<UUID> livingNodes);
}
