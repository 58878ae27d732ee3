package dev.baton.state.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PlacementTest {
  private static final UUID A = new UUID(0, 1);
  private static final UUID B = new UUID(0, 2);
  private static final UUID X = new UUID(0, 3);

  private final Copies both = Copies.first(11, Set.of(A, X));
  private final Placement shrunk = Placement.of(both).then(Set.of(X), 12, 0);

  @Test
  void anOlderCopyCountsOnlyWhenTheNodeWithTheNewestIsGivenUp() {
    Map<UUID, Header> stored = stored(both);
    assertFalse(shrunk.counts(A, stored));
    assertEquals(Set.of(X), shrunk.missing(stored));

    Placement without = shrunk.givenUp(Set.of(A, B), 13);

    assertTrue(without.counts(A, stored));
    assertEquals(Set.of(A), without.now().nodes());
    assertEquals(3, without.now().number());
  }

  /** The map had a backup there that was in no copy set yet. */
  @Test
  void whoHasStoredWhatIsGivenUpHasEverythingBeforeIt() {
    Map<UUID, Header> stored = stored(both);
    stored.put(B, header(shrunk.now()));
    assertFalse(shrunk.counts(B, stored));

    Placement without = shrunk.givenUp(Set.of(A, B), 13);

    assertTrue(without.counts(B, stored));
    assertTrue(without.counts(A, stored));
    assertFalse(without.isForeign(header(shrunk.now())));
  }

  @Test
  void whatANodeHadThatWasGivenUpCountsUntilTheShardWasServed() {
    Map<UUID, Header> stored = stored(both);
    stored.put(X, header(shrunk.now()));
    Placement without = shrunk.givenUp(Set.of(A, B), 13);
    assertTrue(without.counts(X, stored));

    stored.put(A, header(without.now()));

    assertFalse(without.counts(X, stored));
    assertTrue(without.counts(A, stored));
  }

  /** It may have been the holder, and hang, and go on with its own copy later. */
  @Test
  void theCopySetIsAnotherOneAlsoWhenSomebodyLeavesWhoWasNotInIt() {
    Placement placement = Placement.of(both);

    Placement after = placement.without(B, Set.of(A, X), 12);

    assertEquals(both.nodes(), after.now().nodes());
    assertEquals(2, after.now().number());
    assertEquals(List.of(after.now()), after.since(2).line());
    assertSame(placement, placement.without(B, Set.of(), 12));
  }

  @Test
  void aNodeWithTheOnlyCopyIsWaitedForStill() {
    Placement only = Placement.of(Copies.first(11, Set.of(X)));

    assertSame(only, only.givenUp(Set.of(A, B), 13));
  }

  /** Of two that both went on alone each has recorded copy sets that the other has not. */
  @Test
  void whatWasStoredUnderACopySetOfAnotherRecordIsForeign() {
    Placement other = shrunk.then(Set.of(X), 14, 2);
    Placement stands = shrunk.then(Set.of(A), 15, 2);

    assertTrue(stands.isForeign(header(other.now())));
    assertTrue(stands.isForeign(header(other.now().next(16, Set.of(X)))));
    assertFalse(stands.isForeign(header(stands.now())));
    assertFalse(stands.isForeign(header(shrunk.now())));
    assertFalse(stands.isForeign(header(both)));
  }

  /** A holder may serve by a record that does not stand, until it learns of the one that does. */
  @Test
  void aCopySetOfAnotherRecordIsNotInForce() {
    assertEquals(2, shrunk.inForce(header(shrunk.now())));
    assertEquals(0, shrunk.inForce(header(both.next(17, Set.of(X)))));
    assertEquals(0, shrunk.inForce(header(shrunk.now()).incomplete()));
  }

  @Test
  void nothingChangesWhereSomebodyElseHasTheNewest() {
    Placement placement = Placement.of(both);

    assertSame(placement, placement.givenUp(Set.of(A, B), 13));
  }

  private static Map<UUID, Header> stored(Copies atA) {
    Map<UUID, Header> stored = new HashMap<>();
    stored.put(A, header(atA));
    stored.put(B, null);
    return stored;
  }

  private static Header header(Copies copies) {
    return new Header(A, 1, 1, 1, new Holder(A, "1.0.0"), copies, true);
  }
}
