package dev.baton.state.hazelcast;

import com.hazelcast.cluster.Member;
import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.spi.impl.NodeEngine;
import dev.baton.state.store.LocalStore;
import java.util.UUID;

/**
 * What the operations find on the member that they run on.
 *
 * @param node the id that the node keeps for life
 * @param store its local store, or null
 * @param confirmations what the copies have told it
 */
record Site(UUID node, LocalStore store, Confirmations confirmations) {
  private static final String KEY = "baton.site";
  private static final String NODE = "baton.node";

  void prepare(Config config) {
    config.getUserContext().put(KEY, this);
    config.getMemberAttributeConfig().setAttribute(NODE, node.toString());
  }

  static Site of(NodeEngine engine) {
    return of(engine.getHazelcastInstance());
  }

  static Site of(HazelcastInstance member) {
    return (Site) member.getUserContext().get(KEY);
  }

  /** The node of a member; null if the member says none. */
  static UUID nodeOf(Member member) {
    String node = member.getAttribute(NODE);
    return node == null ? null : UUID.fromString(node);
  }
}
