package dev.baton.state.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.state.StateMap;
import dev.baton.state.TableSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeclarationsTest {
  record Count(long value) {}

  record Full(long value, String note) {}

  record OrderId(String cart, int number) {}

  private final Calls calls = new Calls();
  private final VersionState one = calls.version("1.0.0", 64);
  private final VersionState two = calls.version("2.0.0", 64);

  private static final TableSpec<String, Long> COUNTS =
      TableSpec.of("counts", String.class, Long.class);

  private static TableSpec<String, Count> counts2() {
    return TableSpec.of("counts", String.class, Count.class)
        .schema(2)
        .upgradeFrom(1, Long.class, (key, n) -> new Count(n))
        .downgradeTo(1, Long.class, (key, c) -> c.value());
  }

  @Test
  void askingTwiceGivesTheSameTable() {
    StateMap<String, Count> table = two.api().map(counts2());
    assertSame(table, two.api().map(counts2()));
  }

  @Test
  void askingDifferentlyIsAnError() {
    one.api().map(COUNTS);
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> one.api().map(counts2()));
    assertTrue(refused.getMessage().contains("schema 1"), refused.getMessage());
    assertEquals(1, one.tables().size());
  }

  @Test
  void tablesAreDeclaredWhileTheBundleStarts() {
    one.api().map(COUNTS);
    one.closeDeclarations();
    one.api().map(COUNTS);
    assertThrows(
        IllegalStateException.class,
        () -> one.api().map(TableSpec.of("late", String.class, Long.class)));
  }

  @Test
  void keysWithoutAShardSayWhatDecidesIt() {
    assertThrows(
        IllegalArgumentException.class,
        () -> one.api().map(TableSpec.of("orders", OrderId.class, Long.class)));
    one.api().map(TableSpec.of("orders", OrderId.class, Long.class).shardBy(OrderId::cart));
  }

  @Test
  void aValueThatCannotBeEncodedIsFoundAtOnce() {
    assertThrows(
        IllegalArgumentException.class,
        () -> one.api().map(TableSpec.of("jobs", String.class, Runnable.class)));
    assertEquals(List.of(), one.tables());
  }

  @Test
  void stepsThatDoNotFitTogetherAreFoundAtOnce() {
    TableSpec<String, Full> spec =
        TableSpec.of("counts", String.class, Full.class)
            .schema(3)
            .upgradeFrom(1, Long.class, 2, Count.class, (key, n) -> new Count(n))
            .upgradeFrom(2, String.class, (key, text) -> new Full(0, text));
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> two.api().map(spec));
    assertTrue(refused.getMessage().contains("2→3"), refused.getMessage());
    assertTrue(refused.getMessage().contains("java.lang.String"), refused.getMessage());
  }

  @Test
  void versionsWithMigrationsBothWaysAreCompatibleBothWays() {
    one.api().map(COUNTS);
    two.api().map(counts2());
    Compatibility up = one.compatibility(two, false);
    assertTrue(up.possible() && up.reversible(), up.toString());
    Compatibility down = two.compatibility(one, true);
    assertTrue(down.possible() && down.reversible(), down.toString());
  }

  @Test
  void aMissingStepIsNamedWithWhatIsRegistered() {
    one.api().map(COUNTS);
    two.api()
        .map(
            TableSpec.of("counts", String.class, Full.class)
                .schema(3)
                .upgradeFrom(1, Long.class, 2, Count.class, (key, n) -> new Count(n)));
    assertEquals(
        List.of("No migration for table 'counts' of counter from schema 1 to 3; registered: 1→2"),
        one.compatibility(two, false).problems());
  }

  @Test
  void aMissingWayBackForbidsTheRollbackOnly() {
    one.api().map(COUNTS);
    two.api()
        .map(
            TableSpec.of("counts", String.class, Count.class)
                .schema(2)
                .upgradeFrom(1, Long.class, (key, n) -> new Count(n)));
    Compatibility up = one.compatibility(two, false);
    assertTrue(up.possible());
    assertEquals(
        List.of("No migration for table 'counts' of counter from schema 2 to 1; registered: 1→2"),
        up.wayBack());
    assertEquals(up.wayBack(), two.compatibility(one, true).problems());
  }

  @Test
  void aTableMayGoOnPurposeOnly() {
    one.api().map(COUNTS);
    assertTrue(
        one.compatibility(two, false).problems().get(0).contains("state.dropped(\"counts\")"));
    two.api().dropped("counts");
    assertTrue(one.compatibility(two, false).possible());
  }

  @Test
  void aRollbackCarriesWhatTheOlderVersionDoesNotKnow() {
    one.api().map(COUNTS);
    two.api().map(counts2());
    two.api().map(TableSpec.of("extra", String.class, Long.class));
    Compatibility down = two.compatibility(one, true);
    assertTrue(down.possible(), down.toString());
    assertTrue(down.notes().get(0).contains("'extra'"));
  }

  @Test
  void reKeyingIsRefusedWithThatWord() {
    one.api().map(COUNTS);
    two.api().map(TableSpec.of("counts", Long.class, Long.class));
    String problem = one.compatibility(two, false).problems().get(0);
    assertTrue(problem.startsWith("Re-keying is refused"), problem);
    assertTrue(problem.contains("java.lang.String in counter 1.0.0"), problem);
  }

  @Test
  void aNewShardByIsReKeyingToo() {
    one.api().map(COUNTS);
    two.api()
        .map(TableSpec.of("counts", String.class, Long.class).shardBy(key -> key.charAt(0) + ""));
    assertTrue(one.compatibility(two, false).problems().get(0).startsWith("Re-keying"));
  }

  @Test
  void anotherTypeNeedsAnotherSchema() {
    one.api().map(COUNTS);
    two.api().map(TableSpec.of("counts", String.class, Integer.class));
    assertTrue(one.compatibility(two, false).problems().get(0).contains("another schema"));
  }

  @Test
  void anotherNumberOfShardsIsRefused() {
    VersionState few = calls.version("2.0.0", 16);
    String problem = one.compatibility(few, false).problems().get(0);
    assertEquals(
        "counter 1.0.0 has 64 shards and counter 2.0.0 has 16; the number of shards cannot change",
        problem);
  }
}
