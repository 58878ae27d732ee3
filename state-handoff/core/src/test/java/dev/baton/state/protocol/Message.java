package dev.baton.state.protocol;

/** What is on its way, or waits at the primary. Each may be late, lost or delivered twice. */
sealed interface Message {

  /** From a holder's process to whoever is the primary when it arrives. */
  record Asked(int node, int start, Request request) implements Message {}

  /** From the primary to its backup. */
  record Shipped(int from, Request request, Header header) implements Message {}

  /**
   * An answer that leaves when backup and store are done.
   *
   * @param at the node of the primary
   * @param backup whether the backup still has to answer
   * @param items how many items of the primary's store are still to be written
   */
  record Answering(
      int node, int start, int at, Request request, Answer answer, boolean backup, int items)
      implements Message {

    Answering acknowledged() {
      return new Answering(node, start, at, request, answer, false, items);
    }

    Answering written() {
      return new Answering(node, start, at, request, answer, backup, Math.max(0, items - 1));
    }
  }
}
