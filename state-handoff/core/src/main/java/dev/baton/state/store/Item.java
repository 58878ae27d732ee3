package dev.baton.state.store;

import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.ShardId;
import java.util.UUID;

/** What stands at the head of a piece of log; entries may follow it. Whole or not at all. */
sealed interface Item {

  /** A new generation of a shard. */
  record Begin(ShardId shard, Header header) implements Item {}

  /** Entries that came with a header that says more than the last one's successor. */
  record Change(ShardId shard, Header header) implements Item {}

  /** Entries under the header of before, with another sequence: nearly all of the log. */
  record Next(ShardId shard, long sequence) implements Item {}

  /** All shards of an incarnation go. */
  record Discard(String service, UUID incarnation) implements Item {}

  /** The store was opened here: a generation that was not complete by then never will be. */
  record Opened() implements Item {}

  /** The file ends here. */
  record End() implements Item {}
}
