package dev.baton.state.majority;

/** What a proposer asks of every voter; to ask twice is the same as to ask once. */
public sealed interface Ask<V> {
  Ballot ballot();

  /** Promise to take no earlier ballot any more, and say what you have accepted. */
  record Promise<V>(Ballot ballot) implements Ask<V> {}

  /** Record this value. */
  record Record<V>(Ballot ballot, V value) implements Ask<V> {}
}
