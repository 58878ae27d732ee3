package dev.baton.container.upgrade.tend;

import dev.baton.container.HandoffOptions;
import dev.baton.container.RefusedException;
import dev.baton.container.cluster.Cluster;
import dev.baton.container.cluster.Peer;
import dev.baton.container.upgrade.act.RunningAct;
import dev.baton.container.upgrade.far.Far;
import dev.baton.container.upgrade.handoff.CutOver;
import dev.baton.container.upgrade.handoff.ServiceBundle;
import dev.baton.state.follower.FarEndException;
import dev.baton.state.follower.Follower;
import dev.baton.state.protocol.Header;
import dev.baton.state.shard.Shard;
import dev.baton.state.step.Step;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands one shard of this node to a peer, with the version that holds it. */
final class Move {
  private static final Logger LOG = LoggerFactory.getLogger(Move.class);

  private final Cluster cluster;
  private final Directory directory;
  private final LongSupplier tokens;
  private final ServiceBundle service;
  private final HandoffOptions options;
  private final RunningAct act;

  Move(
      Cluster cluster,
      Directory directory,
      LongSupplier tokens,
      ServiceBundle service,
      HandoffOptions options,
      RunningAct act) {
    this.cluster = cluster;
    this.directory = directory;
    this.tokens = tokens;
    this.service = service;
    this.options = options;
    this.act = act;
  }

  /**
   * Blocks until the peer serves the shard, or this node serves on; called under the shard's lock.
   *
   * @return how long the gate was closed
   * @throws RefusedException if this node serves it on; says why
   */
  Duration to(Peer peer, Shard shard) throws InterruptedException {
    String version = shard.tables().version().version();
    Far far;
    try {
      far = new Far(cluster, peer, shard.id(), version, tokens.getAsLong());
    } catch (FarEndException refused) {
      throw new RefusedException(refused.getMessage(), refused);
    }
    Follower follower = shard.followAt(far, version);
    try {
      follower.load(n -> act.count(n, 0, "entries"));
      Duration closed =
          new CutOver(shard, service.gate(), service.at(version), options, act).move(follower);
      Header committed = shard.header().orElseThrow();
      try {
        far.arrive(committed);
        directory.put(shard.id(), peer.member());
      } catch (FarEndException late) {
        LOG.warn("{}; its header says that it holds the shard", late.getMessage());
        directory.doubt(shard.id());
      } finally {
        service.openElsewhere(shard.id().number());
        Step.SHARD_LEFT.reached();
      }
      return closed;
    } catch (FarEndException failed) {
      throw new RefusedException(failed.getMessage() + ". This node serves it on", failed);
    } finally {
      follower.cancel();
    }
  }
}
