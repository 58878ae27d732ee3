package dev.baton.state.protocol;

/** What must never be seen, and was. */
final class Violation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The kinds that the protocol's table of broken rules knows. */
  enum Kind {
    WRITE_LOST,
    READ_GOES_BACK,
    TWO_HOLDERS,
    HEADER_GOES_BACK,
    EMPTY_SHARD,
    NOBODY_SERVES,
    TURNED_OUT_BY_ITSELF,
    COPIES_DIFFER,
    IMPOSSIBLE
  }

  private final Kind kind;

  Violation(Kind kind, String what) {
    super(kind + ": " + what);
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }
}
