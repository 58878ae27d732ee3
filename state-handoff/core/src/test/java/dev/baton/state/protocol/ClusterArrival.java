package dev.baton.state.protocol;

import dev.baton.state.protocol.ClusterMoves.Move;
import dev.baton.state.protocol.ClusterNode.Restoring;
import dev.baton.state.protocol.ClusterNode.Task;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** How a node of a {@link Cluster} takes a shard that nobody holds any more. */
final class ClusterArrival {
  private final Cluster cluster;
  private final ClusterNode node;
  private final int i;
  private final List<Move> moves;

  ClusterArrival(Cluster cluster, ClusterNode node, List<Move> moves) {
    this.cluster = cluster;
    this.node = node;
    this.i = node.number;
    this.moves = moves;
  }

  private void can(boolean possible, String name, Runnable action) {
    if (possible) {
      moves.add(new Move(name, action));
    }
  }

  private ClusterLedger.Value view() {
    return cluster.laws.asksMajority() ? cluster.ledger.now() : cluster.known(i);
  }

  void add() {
    int primary = cluster.map.primary(i);
    boolean able =
        node.idle()
            && primary >= 0
            && cluster.converses(i, primary)
            && (!cluster.laws.asksMajority() || cluster.hasMajority(i))
            && view().names(node.id(), node.member());
    if (!able) {
      return;
    }
    Header found = cluster.nodes[primary].replica.header();
    Placement line = view().placement();
    if (found != null && found.complete() && counts(line, found, primary)) {
      claim(found, line, primary);
    } else {
      restore(found, line, primary);
    }
  }

  private boolean counts(Placement line, Header found, int primary) {
    Header stored = cluster.nodes[primary].head();
    return cluster.laws.counts(line, found, stored, Cluster.id(primary));
  }

  private void claim(Header found, Placement line, int primary) {
    boolean own = found.holder().member().equals(node.member());
    if (own || (primary == i && isOut(found))) {
      can(
          true,
          (own ? "raise " : "claim ") + i,
          () -> {
            seen();
            node.claimedFrom = own ? node.claimedFrom : found;
            cluster.tell(i, new Event.Claim(found, cluster.token(i), cluster.holder(i, 1), line));
          });
    }
  }

  private void restore(Header found, Placement line, int primary) {
    int best = cluster.best(i, line);
    if (best < 0) {
      return;
    }
    Header stored = cluster.nodes[best].stored();
    boolean mine =
        primary == i || isMine(stored) || (found != null && !found.complete() && isMine(found));
    boolean underWay = found != null && !found.complete() && !isMine(found) && !isMine(stored);
    if (mine && free(stored) && (!underWay || outLongEnough(found))) {
      can(
          true,
          "restore " + i + " from " + best,
          () -> {
            seen();
            restore(best, line, found);
          });
    }
  }

  private boolean isMine(Header header) {
    return header.holder().member().equals(node.member());
  }

  /** Whether nobody can serve by what is stored. */
  boolean free(Header stored) {
    return !cluster.laws.asksStoredHolder()
        || isMine(stored)
        || node.saidFree.contains(stored)
        || outLongEnough(stored)
        || mayAskHolder(stored);
  }

  /** The holder that is stored may live and have given the shard up: it says so when asked. */
  private boolean mayAskHolder(Header stored) {
    for (ClusterNode holder : cluster.nodes) {
      boolean lives = holder.up && holder.member().equals(stored.holder().member());
      boolean holds = !holder.idle() || holder.heap != null;
      if (lives && !holds && cluster.converses(i, holder.number)) {
        can(
            true,
            i + " hears that " + holder.number + " does not hold it",
            () -> node.saidFree.add(stored));
      }
    }
    return false;
  }

  void restore(int best, Placement read, Header found) {
    Header stored = cluster.nodes[best].stored();
    long token = cluster.token(i);
    Set<UUID> replicas = cluster.map.nodes(node.side);
    Placement line = read;
    Copies copies = read.now().next(token, replicas);
    if (cluster.laws.recordsFirst()) {
      boolean same = read.now().nodes().equals(replicas);
      Placement wanted = same ? read : read.then(replicas, token, 0);
      cluster.amend(i, old -> old.placement().equals(read) ? old.placed(wanted) : old, false);
      line = cluster.known(i).placement();
      if (!line.equals(wanted)) {
        giveUp();
        return;
      }
      copies = line.now();
    }
    node.restoring = new Restoring(stored, false);
    node.claimedFrom = null;
    cluster.tell(i, new Event.Restore(stored, found, token, cluster.holder(i, 1), line, copies));
  }

  private void seen() {
    if (cluster.laws.asksMajority()) {
      cluster.learn(i);
    }
  }

  private boolean isOut(Header header) {
    return !view().isIn(header.holder().member());
  }

  /** Whether the member that this names, and all others that are out, can answer no more. */
  private boolean outLongEnough(Header header) {
    if (!isOut(header)) {
      return false;
    }
    if (!cluster.laws.waitsForLease()) {
      return true;
    }
    if (!cluster.laws.waitsForAllThatLeft()) {
      return isOver(header.holder().member());
    }
    boolean over = true;
    for (UUID member : cluster.ledger.everIn(node.known)) {
      over &= view().isIn(member) || isOver(member);
    }
    return over;
  }

  private boolean isOver(UUID member) {
    if (votersSay(member)) {
      return true;
    }
    Long since = node.outSince.get(member);
    if (since == null) {
      can(
          true,
          i + " sees that " + (member.getMostSignificantBits() - 100) + " is out",
          () -> node.outSince.put(member, cluster.now));
      return false;
    }
    if (cluster.now < since + Cluster.LEASE) {
      can(true, "time goes on", () -> cluster.now++);
      return false;
    }
    return true;
  }

  /** Whether a majority has said that it granted this member nothing for long, and never will. */
  private boolean votersSay(UUID member) {
    Set<Integer> heard = node.longSince.computeIfAbsent(member, each -> new HashSet<>());
    for (ClusterNode voter : cluster.nodes) {
      long forgotten = cluster.laws.mindsWhatItForgot() ? voter.began : ClusterNode.NEVER;
      boolean over = voter.known >= node.known && !cluster.ledger.at(voter.voted).isIn(member);
      can(
          !heard.contains(voter.number)
              && !cluster.known(i).isIn(member)
              && cluster.converses(i, voter.number)
              && (over || !cluster.laws.saysOnlyWhenOver())
              && voter.grantedAt.getOrDefault(member, forgotten) + Cluster.LEASE <= cluster.now,
          i + " hears from " + voter.number + " that it granted none for long",
          () -> heard.add(voter.number));
    }
    return heard.size() > cluster.nodes.length / 2;
  }

  void load() {
    int primary = cluster.map.primary(i);
    boolean over = node.claimedFrom == null || outLongEnough(node.claimedFrom);
    can(over && primary >= 0 && cluster.converses(i, primary), "load " + i, () -> load(primary));
  }

  private void load(int primary) {
    Copy copy = cluster.nodes[primary].replica;
    boolean same = copy.header() != null && copy.header().isLevelWith(node.life.header());
    if (cluster.laws.loadsUnderHeader() && !same) {
      giveUp();
      return;
    }
    node.task = Task.NONE;
    node.restoring = null;
    node.claimedFrom = null;
    node.heap = copy.contents();
    cluster.tell(i, new Event.Loaded());
  }

  void giveUp() {
    node.drop();
    node.life = ShardState.ABSENT;
  }
}
