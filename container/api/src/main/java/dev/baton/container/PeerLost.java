package dev.baton.container;

/** What the one that is left of two nodes does, when there is no witness. */
public enum PeerLost {
  /** It answers nobody until its peer is back: nothing that was acknowledged is ever lost. */
  STOP,
  /**
   * It goes on. If both live and only the line between them is cut, both go on, and what one of
   * them acknowledged meanwhile is lost when they meet again.
   */
  CONTINUE
}
