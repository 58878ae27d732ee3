package dev.baton.container.upgrade.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.state.protocol.Copies;
import dev.baton.state.protocol.Placement;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ShardNoteTest {
  private static final UUID A = new UUID(0, 1);
  private static final UUID B = new UUID(0, 2);

  @Test
  void saysForWhomAShardWaits() {
    assertEquals("it waits for b", ShardNote.unheld("it waits for b", placement(Set.of(A))));
    assertEquals("nobody holds it at the moment", ShardNote.unheld(null, null));
  }

  @Test
  void saysWhatGrowsWhileNodesComeAndGoAndNobodyHoldsIt() {
    Placement placement = placement(Set.of(A));
    for (int i = 0; i < 100; i++) {
      placement = placement.without(B, Set.of(A), i);
    }

    String note = ShardNote.unheld("it waits for b", placement);

    assertTrue(note.startsWith("it waits for b; more than 100 copy sets"), note);
  }

  @Test
  void saysThatAHeldShardHasOneCopyUnlessThereIsOneNode() {
    assertEquals("one copy only", ShardNote.held(1, 2));
    assertEquals("", ShardNote.held(1, 1));
    assertEquals("", ShardNote.held(2, 2));
  }

  private static Placement placement(Set<UUID> nodes) {
    return Placement.of(new Copies(1, 1, nodes));
  }
}
