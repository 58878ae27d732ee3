package dev.baton.container.gate;

import java.util.UUID;

/**
 * What goes with a call to another node, so that it is known there as a part of its chain: a call
 * that comes back to a gate which its own chain is inside of may enter while that gate closes.
 *
 * @param chain the same for all calls that one thread makes, and all they lead to
 * @param hops how many nodes the chain has been passed on to
 */
public record Trail(UUID chain, int hops) {

  /** That of a thread whose calls come from no other node. */
  static Trail begun() {
    return new Trail(UUID.randomUUID(), 0);
  }

  /** That of a call to the next node. */
  public Trail next() {
    return new Trail(chain, hops + 1);
  }

  boolean sameChain(Trail other) {
    return other != null && chain.equals(other.chain);
  }
}
