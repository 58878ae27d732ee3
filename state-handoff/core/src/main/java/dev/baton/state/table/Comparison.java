package dev.baton.state.table;

import dev.baton.state.TableSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Compares what two versions declare, and says in words what stands in the way. */
final class Comparison {
  private final VersionState old;
  private final VersionState next;
  private final boolean rollback;
  private final List<String> problems = new ArrayList<>();
  private final List<String> wayBack = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  Comparison(VersionState old, VersionState next, boolean rollback) {
    this.old = old;
    this.next = next;
    this.rollback = rollback;
  }

  Compatibility compare() {
    if (old.shards() != next.shards()) {
      problems.add(
          old
              + " has "
              + old.shards()
              + " shards and "
              + next
              + " has "
              + next.shards()
              + "; the number of shards cannot change");
    }
    Map<String, TableShape> later = next.shapesByName();
    for (TableShape table : old.shapes()) {
      TableShape same = later.remove(table.spec().name());
      if (same == null) {
        missing(table);
      } else {
        compareKeys(table.spec(), same.spec());
        compareValues(table, same);
      }
    }
    later.keySet().forEach(this::added);
    return new Compatibility(problems, wayBack, notes);
  }

  private void missing(TableShape table) {
    String name = table.spec().name();
    if (next.dropped().contains(name)) {
      notes.add(
          "Table '" + name + "' is dropped: its entries are deleted when the upgrade finishes");
    } else if (rollback) {
      notes.add("Table '" + name + "' is unknown to " + next + ", which carries its entries along");
    } else {
      problems.add(
          "Table '"
              + name
              + "' of "
              + old
              + " is gone in "
              + next
              + "; if that is on purpose, say state.dropped(\""
              + name
              + "\") there");
    }
  }

  private void added(String name) {
    if (old.dropped().contains(name)) {
      notes.add(
          "Table '"
              + name
              + "' was dropped by "
              + old
              + "; "
              + next
              + " finds of it what was not deleted yet");
    }
  }

  private void compareKeys(TableSpec<?, ?> from, TableSpec<?, ?> to) {
    if (!from.keyType().getName().equals(to.keyType().getName())) {
      problems.add(
          rekeyed(from)
              + "is keyed by "
              + from.keyType().getName()
              + " in "
              + old
              + " and by "
              + to.keyType().getName()
              + " in "
              + next);
    } else if ((from.shardBy() == null) != (to.shardBy() == null)) {
      problems.add(
          rekeyed(from) + "has shardBy(..) in " + (from.shardBy() == null ? next : old) + " only");
    }
  }

  private static String rekeyed(TableSpec<?, ?> table) {
    return "Re-keying is refused, keys do not change in a migration: table '" + table.name() + "' ";
  }

  private void compareValues(TableShape from, TableShape to) {
    String name = from.spec().name();
    if (!Objects.equals(codec(from), codec(to))) {
      problems.add(
          "Table '"
              + name
              + "' is encoded by "
              + codec(from)
              + " in "
              + old
              + " and by "
              + codec(to)
              + " in "
              + next
              + "; a table keeps its codec");
      return;
    }
    int schema = from.spec().schema();
    int wanted = to.spec().schema();
    if (schema == wanted) {
      sameSchema(from.spec(), to.spec());
      return;
    }
    if (!leads(from, to)) {
      problems.add(noMigration(name, schema, wanted, from, to));
    }
    if (!leads(to, from)) {
      wayBack.add(noMigration(name, wanted, schema, from, to));
    }
  }

  private void sameSchema(TableSpec<?, ?> from, TableSpec<?, ?> to) {
    if (!from.valueType().getName().equals(to.valueType().getName())) {
      problems.add(
          "Table '"
              + from.name()
              + "' holds "
              + from.valueType().getName()
              + " in "
              + old
              + " and "
              + to.valueType().getName()
              + " in "
              + next
              + ", both as schema "
              + from.schema()
              + "; another type needs another schema and a migration");
    }
  }

  /** The newer side knows both shapes, whichever way the hand-off goes. */
  private static boolean leads(TableShape from, TableShape to) {
    return to.schemas().reads(from.spec().schema()) || from.schemas().writes(to.spec().schema());
  }

  private String noMigration(String table, int from, int to, TableShape first, TableShape second) {
    TableShape newer = first.spec().schema() > second.spec().schema() ? first : second;
    return "No migration for table '"
        + table
        + "' of "
        + old.service()
        + " from schema "
        + from
        + " to "
        + to
        + "; registered: "
        + newer.schemas().registered();
  }

  private static String codec(TableShape table) {
    return table.spec().codec() == null ? "CBOR" : table.spec().codec().getClass().getName();
  }
}
