package dev.baton.state.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.state.TableSpec;
import dev.baton.state.codec.Codecs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableSchemasTest {
  record Two(long value) {}

  record Three(long value, String note) {}

  private final Codecs codecs = new Codecs();

  private TableSchemas schemas(TableSpec<?, ?> spec) {
    return new TableSchemas("table 'counts' of counter 3.0.0", spec, codecs);
  }

  private static TableSpec<String, Three> three() {
    return TableSpec.of("counts", String.class, Three.class)
        .schema(3)
        .upgradeFrom(1, Long.class, 2, Two.class, (key, n) -> new Two(n))
        .upgradeFrom(2, Two.class, (key, two) -> new Three(two.value(), "from " + key))
        .downgradeTo(2, Two.class, (key, three) -> new Two(three.value()))
        .downgradeTo(1, Long.class, 2, Two.class, (key, two) -> two.value());
  }

  @Test
  void chainsAreComposedBothWays() {
    TableSchemas schemas = schemas(three());
    byte[] one = codecs.values(Long.class).encode(7L);
    assertEquals(new Three(7, "from k"), schemas.decode("k", one, 1));
    byte[] back = schemas.encode("k", new Three(8, "x"), 1);
    assertEquals(8L, codecs.values(Long.class).decode(back));
    byte[] between = schemas.convert("k", codecs.values(Two.class).encode(new Two(9)), 2, 1);
    assertEquals(9L, codecs.values(Long.class).decode(between));
    assertEquals("1→2, 2→3, 3→2, 2→1", schemas.registered());
  }

  @Test
  void stepsRunWithTheContextClassLoaderOfTheirBundle() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    List<ClassLoader> seen = new ArrayList<>();
    TableSchemas schemas =
        schemas(
            three()
                .upgradeFrom(
                    1,
                    Long.class,
                    (key, n) -> {
                      seen.add(Thread.currentThread().getContextClassLoader());
                      return new Three(n, "");
                    }));
    byte[] one = codecs.values(Long.class).encode(7L);
    thread.setContextClassLoader(null);
    try {
      schemas.decode("k", one, 1);
      assertNull(thread.getContextClassLoader());
    } finally {
      thread.setContextClassLoader(before);
    }
    assertEquals(List.of(getClass().getClassLoader()), seen);
  }

  @Test
  void theShortestWayIsTaken() {
    TableSchemas schemas =
        schemas(three().upgradeFrom(1, Long.class, (key, n) -> new Three(n, "direct")));
    byte[] one = codecs.values(Long.class).encode(7L);
    assertEquals(new Three(7, "direct"), schemas.decode("k", one, 1));
  }

  @Test
  void unknownSchemasAreNotReadable() {
    TableSchemas schemas = schemas(three());
    assertFalse(schemas.reads(4));
    assertFalse(schemas.writes(5));
    assertTrue(schemas.reads(3) && schemas.writes(1) && schemas.converts(2, 1));
    assertThrows(UnreadableStateException.class, () -> schemas.decode("k", new byte[0], 4));
  }

  @Test
  void aStepThatThrowsIsNamedWithTableKeyAndCause() {
    TableSchemas schemas =
        schemas(
            TableSpec.of("counts", String.class, Two.class)
                .schema(2)
                .upgradeFrom(
                    1,
                    Long.class,
                    (key, n) -> {
                      throw new IllegalStateException("odd");
                    }));
    byte[] one = codecs.values(Long.class).encode(7L);
    MigrationFailedException failed =
        assertThrows(MigrationFailedException.class, () -> schemas.decode("k", one, 1));
    assertEquals(
        "Migration of table 'counts' of counter 3.0.0 from schema 1 to 2 failed for key 'k':"
            + " java.lang.IllegalStateException: odd",
        failed.getMessage());
  }

  @Test
  void aStepThatReturnsNothingOrSomethingElseIsNamed() {
    byte[] one = codecs.values(Long.class).encode(7L);
    TableSpec<String, Two> table = TableSpec.of("counts", String.class, Two.class).schema(2);
    TableSchemas nothing = schemas(table.upgradeFrom(1, Long.class, (key, n) -> null));
    assertTrue(
        assertThrows(MigrationFailedException.class, () -> nothing.decode("k", one, 1))
            .getMessage()
            .contains("it returned null"));
    @SuppressWarnings({"unchecked", "rawtypes"})
    TableSpec<String, Two> wrong =
        table.upgradeFrom(1, Long.class, (java.util.function.BiFunction) (k, n) -> "x");
    assertTrue(
        assertThrows(MigrationFailedException.class, () -> schemas(wrong).decode("k", one, 1))
            .getMessage()
            .contains("it returned a java.lang.String"));
  }
}
