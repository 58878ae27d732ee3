package dev.baton.shell.render;

import dev.baton.container.EntryView;
import dev.baton.container.TableStatus;
import java.util.List;

/** Tables and their entries. */
public final class StateText {
  private StateText() {}

  /** The tables of a service. */
  public static String tables(String service, List<TableStatus> tables) {
    if (tables.isEmpty()) {
      return service + " has no tables\n";
    }
    Table text = new Table("TABLE", ">ENTRIES", ">SCHEMA", "KEY", "VALUE", "DURABILITY");
    for (TableStatus table : tables) {
      text.row(
          table.name(),
          Words.count(table.entries()),
          String.valueOf(table.schema()),
          table.keyType(),
          table.valueType(),
          table.durability());
    }
    return text.text();
  }

  /**
   * Entries, one to a line.
   *
   * @param all how many the table has
   */
  public static String entries(List<EntryView> entries, long all) {
    if (entries.isEmpty()) {
      return "no entries\n";
    }
    Table text = new Table(">SHARD", "KEY", "VALUE");
    for (EntryView entry : entries) {
      text.row(String.valueOf(entry.shard()), entry.key(), entry.value());
    }
    if (entries.size() >= all) {
      return text.text();
    }
    return text.text()
        + Words.count(entries.size())
        + " of "
        + Words.count(all)
        + " entries; --limit NUMBER shows more\n";
  }
}
