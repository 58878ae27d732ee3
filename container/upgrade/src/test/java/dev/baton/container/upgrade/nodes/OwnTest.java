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
  private static final UUID C = new UUID(0, 3);

  @Test
  void whoIsToKeepACopyIsNotSaidToKeepItBeforeItHasAll() {
    Placement toComeToB = just(A).then(Set.of(A, B), 2, 1);

    assertEquals(Set.of(A), held(A).keptAt(toComeToB, Set.of(A, B)::contains));
    assertEquals(Set.of(A, B), held(A, B).keptAt(toComeToB, Set.of(A, B)::contains));
  }

  @Test
  void whoIsToKeepNoneAnyMoreKeepsItUntilTheNextOneHasAll() {
    Placement toGoFromBToC = just(A, B).then(Set.of(A, C), 2, 1);

    assertEquals(Set.of(A, B), held(A, B).keptAt(toGoFromBToC, Set.of(A, B, C)::contains));
    assertEquals(Set.of(A, C), held(A, C).keptAt(toGoFromBToC, Set.of(A, B, C)::contains));
  }

  @Test
  void whoIsRecordedAsGoneKeepsNone() {
    Placement withoutB = just(A, B).without(B, Set.of(A), 2);

    assertEquals(Set.of(A), held(A, B).keptAt(withoutB, Set.of(A)::contains));
  }

  @Test
  void theRecordIsWhatIsSaidWhereTheHolderDoesNotKnow() {
    assertEquals(Set.of(A, B), held().keptAt(just(A, B), Set.of(A, B)::contains));
  }

  private static Placement just(UUID... nodes) {
    return Placement.of(new Copies(1, 1, Set.of(nodes)));
  }

  private static Own.Held held(UUID... copies) {
    return new Own.Held("counter", 0, "1.0.0", 0, 0, 0, Set.of(copies));
  }
}
