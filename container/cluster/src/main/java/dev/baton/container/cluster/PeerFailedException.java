package dev.baton.container.cluster;

/** A peer took a question and failed to answer it; what it did until then, its message must say. */
public final class PeerFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With the peer's own message. */
  public PeerFailedException(String message) {
    super(message);
  }
}
