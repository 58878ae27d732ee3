package dev.baton.container.cluster.ledger;

import dev.baton.state.majority.Ask;
import dev.baton.state.majority.Reply;
import java.util.UUID;

/** What nodes say to each other about the ledger. */
sealed interface Message {

  /** What is asked. */
  sealed interface Question extends Message {
    /** The cluster that the asker is of; null if it knows none. */
    UUID cluster();
  }

  /** For a vote. */
  record Vote(UUID cluster, Ask<Document> ask) implements Question {}

  /** What stands after this number, and whether a vote on the next one was given. */
  record Look(UUID cluster, long number) implements Question {}

  /** No question: this stands. */
  record Stands(UUID cluster, long number, Document document) implements Question {}

  /** What is answered. */
  sealed interface Told extends Message {}

  /** A vote. */
  record Voted(Reply<Document> reply) implements Told {}

  /** This stands, and is newer than what was asked about, or of another cluster. */
  record Newer(long number, Document document) implements Told {}

  /** The one who was asked knows no more than that this number stands; 0 for nothing. */
  record Older(long number) implements Told {}

  /**
   * The same number stands.
   *
   * @param open whether a value was accepted for the next one
   */
  record Same(boolean open) implements Told {}
}
