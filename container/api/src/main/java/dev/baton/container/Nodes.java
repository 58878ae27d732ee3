package dev.baton.container;

import java.time.Duration;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The operator's verbs on the nodes of the cluster; an OSGi service, also on a node that is alone.
 * Thread-safe. Any node answers for all: it asks the others and waits for them for a moment.
 *
 * <p>Acts are as those of {@link Services}: what is refused completes them with {@link
 * RefusedException}, and nothing was changed then.
 */
@ProviderType
public interface Nodes {

  /**
   * All nodes of the roster, by name, those that are away too. Blocks for a few seconds at most.
   */
  List<PeerStatus> nodes();

  /**
   * Where the shards are. Blocks for a few seconds at most.
   *
   * @param service the service, or null for all
   */
  List<ShardStatus> shards(String service);

  /**
   * Hands all shards of a node to others, and takes none to it until {@link #undrain}; so says its
   * {@code /health} from the beginning. The node goes on and passes calls on.
   *
   * @param limit how long to wait; the node stays drained of what it handed over by then, and goes
   *     on handing over
   */
  Act drain(String node, Duration limit);

  /** Lets a drained node hold shards again. */
  Act undrain(String node);

  /**
   * Says that a node that is away is gone for good: it counts for no majority any more, and its
   * store is not waited for. What only it has is given up, where another node has an older state; a
   * shard that no other node ever had a copy of waits for it still.
   */
  Act forget(String node);

  /**
   * Hands one shard to a node. It stays there, while that node is here, until it is moved again.
   */
  Act move(String service, int shard, String node);

  /**
   * Proves that every shard could be taken over: the node that would do it loads a follower, which
   * is compared with the holder while calls wait a moment, and thrown away. What could not be is
   * the reason why the act fails.
   *
   * @param node the node whose shards are looked at, or null for all
   */
  Act drill(String node);

  /**
   * Hands shards of the busiest nodes to the least busy ones, one at a time, until more of it would
   * not help: by the calls a second that they answered of late, and by their number where there are
   * hardly any.
   */
  Act rebalance();

  /** What one of two nodes does alone; with more voters it does not matter. */
  PeerLost peerLost();

  /** Says what one of two nodes is to do alone; a majority records it, so both have to be here. */
  Act peerLost(PeerLost answer);

  /**
   * What the nodes that are here have logged, oldest first; what one of them could not tell is said
   * in a line of its own. Blocks for a few seconds at most.
   *
   * @param rollout the id of a {@linkplain Act#rollout() rollout}, or empty for everything
   * @param most how many lines of each node, the newest ones; with its stack trace, a line is one
   */
  List<LogLine> logs(String rollout, int most);

  /** What the cluster waits for, misses or doubts, in words, with what to do; empty if nothing. */
  List<String> doctor();
}
