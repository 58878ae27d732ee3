package dev.baton.state.shard;

/** The copies refused a request of this holder: the shard has another one, which is named. */
public class ReplacedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ReplacedException(String message) {
    super(message);
  }
}
