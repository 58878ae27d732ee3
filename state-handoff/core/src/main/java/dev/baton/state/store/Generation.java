package dev.baton.state.store;

import dev.baton.state.protocol.Header;

/** One copy of a shard: its header, and where its items stand. Guarded by its {@link Contents}. */
final class Generation {
  private final Positions positions = new Positions();
  private Header header;

  Generation(Header header) {
    this.header = header;
  }

  Header header() {
    return header;
  }

  Positions positions() {
    return positions;
  }

  void change(Header next) {
    header = next;
  }

  static Header withSequence(Header header, long sequence) {
    return new Header(
        header.incarnation(),
        header.epoch(),
        header.token(),
        sequence,
        header.holder(),
        header.copies(),
        header.complete());
  }
}
