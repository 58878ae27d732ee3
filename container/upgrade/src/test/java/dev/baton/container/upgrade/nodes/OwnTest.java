package dev.baton.container.upgrade.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.baton.state.protocol.Copies;
import dev.baton.state.protocol.Placement;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OwnTest {
  private static final UUID A = new UUID(0, 1);
  private static final UUID B = new UUID(0, 2);

  @Test
  void whoIsToKeepACopyIsNotSaidToKeepItBeforeItHasAll() {
    Placement toComeToB = Placement.of(new Copies(1, 1, Set.of(A))).then(Set.of(A, B), 2, 1);

    assertEquals(Set.of(A), held(Set.of(A)).keptAt(toComeToB));
    assertEquals(Set.of(A, B), held(Set.of(A, B)).keptAt(toComeToB));
  }

  @Test
  void whoIsRecordedAsGoneKeepsNone() {
    Placement withoutB = Placement.of(new Copies(1, 1, Set.of(A, B))).without(B, Set.of(A), 2);

    assertEquals(Set.of(A), held(Set.of(A, B)).keptAt(withoutB));
  }

  @Test
  void theRecordIsWhatIsSaidWhereTheHolderDoesNotKnow() {
    assertEquals(Set.of(A, B), held(Set.of()).keptAt(Placement.of(new Copies(1, 1, Set.of(A, B)))));
  }

  private static Own.Held held(Set<UUID> copies) {
    return new Own.Held("counter", 0, "1.0.0", 0, 0, 0, copies);
  }
}
