package dev.baton.state.majority;

import java.util.Comparator;

/**
 * One attempt to have a value recorded. Ballots are ordered by number, round, token.
 *
 * @param number which value in the row, from 1; proposed only by who knows that the one before was
 *     recorded
 * @param round which attempt at it; 0 is the attempt without asking, see {@link Proposal#own}
 * @param token drawn at random by the proposer, so that no two ballots are the same
 */
public record Ballot(long number, long round, long token) implements Comparable<Ballot> {
  /** Before any attempt. */
  public static final Ballot NONE = new Ballot(0, 0, 0);

  private static final Comparator<Ballot> ORDER =
      Comparator.comparingLong(Ballot::number)
          .thenComparingLong(Ballot::round)
          .thenComparingLong(Ballot::token);

  @Override
  public int compareTo(Ballot other) {
    return ORDER.compare(this, other);
  }
}
