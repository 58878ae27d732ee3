package dev.baton.state.store;

import dev.baton.state.protocol.Header;

/** One copy of a shard: its header, and where its items stand. Guarded by its {@link Contents}. */
final class Generation {
  private final Positions positions = new Positions();
  private long logEntries;
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

  /** How many entries of it stand in the log, where a key may stand more than once. */
  long logEntries() {
    return logEntries;
  }

  void change(Header next) {
    header = next;
  }

  void add(Segment segment, long place, int entries) {
    positions.add(segment.number(), place);
    if (!segment.compacted()) {
      logEntries += entries;
    }
  }

  /** A compacted file has taken over what this generation was at some instant. */
  void compact(int count, long entries, Positions places) {
    positions.replaceFirst(count, places);
    logEntries -= entries;
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
