package dev.baton.container.cluster.ledger;

import dev.baton.state.majority.Proposal;
import dev.baton.state.majority.Roster;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * An attempt to have amendments recorded under a number; or, if they change nothing, to find out
 * whether what is known is the newest.
 *
 * <p>That is so if a majority, asked later, knows nothing newer and has accepted nothing for the
 * next number: a newer value would have been accepted by one of them.
 */
final class Attempt {
  private final UUID cluster;
  private final long number;
  private final long id;
  private final List<Amendment> amendments;
  private final Set<UUID> same = new HashSet<>();
  private Proposal<Document> proposal;
  private boolean newest;
  private boolean open;

  private Attempt(
      UUID cluster, long number, long id, List<Amendment> amendments, Proposal<Document> proposal) {
    this.cluster = cluster;
    this.number = number;
    this.id = id;
    this.amendments = amendments;
    this.proposal = proposal;
  }

  static Attempt toLook(UUID cluster, long number, List<Amendment> amendments) {
    return new Attempt(cluster, number, 0, amendments, null);
  }

  static Attempt toRecord(Proposal<Document> proposal, List<Amendment> amendments) {
    return new Attempt(
        proposal.wanted().cluster(),
        proposal.ballot().number(),
        proposal.wanted().attempt(),
        amendments,
        proposal);
  }

  /** The number under which it wants something recorded, or wants nothing to be. */
  long number() {
    return number;
  }

  List<Amendment> amendments() {
    return amendments;
  }

  boolean looks() {
    return proposal == null;
  }

  /** Whether what is known turned out to be the newest. */
  boolean isNewest() {
    return newest;
  }

  /** Whether somebody accepted something for the next number, so that it must be completed. */
  boolean isOpen() {
    return open;
  }

  Proposal.State state() {
    return proposal.state();
  }

  Document value() {
    return proposal.value();
  }

  /** Whether what stands under a number is what was wanted here. */
  boolean wanted(long standing, Document document, UUID author) {
    return !looks() && standing == number && document.isBy(author, id);
  }

  Message.Question question() {
    return looks()
        ? new Message.Look(cluster, number - 1)
        : new Message.Vote(cluster, proposal.ask());
  }

  /** Whether there is something to ask. */
  boolean asks() {
    return looks() ? !newest && !open : proposal.open();
  }

  /**
   * Takes in what a voter said.
   *
   * @return whether that brought it on
   */
  boolean hear(UUID voter, Message.Told told, Roster roster) {
    if (looks()) {
      open |= told instanceof Message.Same answer && answer.open();
      if (told instanceof Message.Same || told instanceof Message.Older) {
        same.add(voter);
      }
      newest = !open && roster.majority(same);
      return newest || open;
    }
    if (!(told instanceof Message.Voted voted)) {
      return false;
    }
    Proposal.State before = proposal.state();
    proposal = proposal.hear(voter, voted.reply(), roster);
    return proposal.state() != before;
  }

  /** Tries again under the same number, after it was beaten. */
  void again(long token) {
    proposal = proposal.again(token);
  }
}
