package dev.baton.state.protocol;

/** What is under way in a {@link Cluster}, between two members. */
sealed interface ClusterLetter {
  /** Who sent it, and as which start of the node. */
  int from();

  int fromStart();

  /** To whoever is the primary when it arrives. */
  record Asked(int from, int fromStart, Request request, Copies copies, long sent)
      implements ClusterLetter {}

  /** From the primary to a backup. */
  record Shipped(
      int from, int fromStart, int to, Request request, Header primary, int sender, int senderStart)
      implements ClusterLetter {}

  /** What the primary decided. */
  record Answering(
      int from, int fromStart, int to, int toStart, Request request, Answer answer, long sent)
      implements ClusterLetter {}

  /** A copy has stored this. */
  record Confirming(int from, int fromStart, int to, int toStart, Header stored)
      implements ClusterLetter {}

  /** The shard was handed over. */
  record Arriving(int from, int fromStart, int to, int toStart, Header committed)
      implements ClusterLetter {}
}
