package dev.baton.container.upgrade.tend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.baton.state.protocol.ShardId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DirectoryTest {
  private static final ShardId SHARD = new ShardId("counter", 7);

  private final UUID leaver = UUID.randomUUID();
  private final UUID other = UUID.randomUUID();
  private final Set<UUID> members = new HashSet<>(Set.of(leaver, other));
  private final Map<ShardId, String> waits = new HashMap<>();
  private final Directory directory =
      new Directory(members::contains, shard -> {}, () -> {}, waits::get);

  private Optional<UUID> holder() {
    return directory.holder(SHARD.service(), SHARD.number());
  }

  @Test
  void whatAShardWaitsForIsToldToItsCallers() {
    assertEquals(
        "nobody is known to hold the shard", directory.whyNobody(SHARD.service(), SHARD.number()));
    waits.put(SHARD, "it waits for b");
    assertEquals("it waits for b", directory.whyNobody(SHARD.service(), SHARD.number()));
  }

  @Test
  void nobodyIsSentToWhoIsNotThere() {
    directory.put(SHARD, leaver);
    assertEquals(Optional.of(leaver), holder());

    members.remove(leaver);
    assertEquals(Optional.empty(), holder());
  }

  @Test
  void nobodyIsSentToWhoSaidGoodbyeThoughAHeaderReadBeforeNamesIt() {
    directory.put(SHARD, leaver);
    directory.forget(leaver);
    directory.put(SHARD, leaver);
    assertEquals(Optional.empty(), holder());

    directory.wrong(SHARD.service(), SHARD.number(), leaver, Optional.of(other));
    assertEquals(Optional.of(other), holder());
  }
}
