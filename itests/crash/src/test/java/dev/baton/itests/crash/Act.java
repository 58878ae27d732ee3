package dev.baton.itests.crash;

/** What a node does when it is made to end. */
enum Act {
  /** {@code upgrade} of the counter from 1.0.0 to 2.0.0. */
  UPGRADE(1, 2),
  /** {@code rollback} of the counter from 2.0.0 to 1.0.0. */
  ROLLBACK(2, 1),
  /** {@code finish} after {@code upgrade --hold}. */
  FINISH(1, 2),
  /** {@code abort} after {@code upgrade --hold}; until it is decided the upgrade stays held. */
  ABORT(1, 1),
  /** A start after an upgrade that was interrupted. */
  BOOT(1, 2),
  /** {@code deploy} of the counter. */
  DEPLOY(0, 1),
  /** {@code undeploy} of the counter, its state kept. */
  UNDEPLOY(1, 0),
  /** {@code undeploy --discard-state} of the counter. */
  DISCARD(1, 0),
  /** {@code deploy} of the counter onto the state that another version of it left. */
  REDEPLOY(0, 1),
  /** A start after an upgrade from which there is no way back. */
  FORWARD(1, 3);

  /** The major version before; 0 for none. */
  final int from;

  /** The major version after; 3 is {@link OneWay}. */
  final int to;

  Act(int from, int to) {
    this.from = from;
    this.to = to;
  }
}
