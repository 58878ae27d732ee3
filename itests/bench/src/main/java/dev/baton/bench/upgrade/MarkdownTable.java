package dev.baton.bench.upgrade;

import java.util.List;
import java.util.Locale;

/** The figures as the README shows them. */
final class MarkdownTable {
  private static final String HEAD =
      """
      | entries | longest gap: quiet | upgrading | ratio | p99.9: quiet | upgrading \
      | hold per shard: median | 99th | upgrade takes | requests | failed | lost, doubled or wrong |
      |--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
      """;
  private static final String ROW =
      "| %,d | %.1f ms | %.1f ms | %.2f | %.1f ms | %.1f ms | %.2f ms | %.2f ms | %.1f s"
          + " | %,d | %,d | %,d |%n";

  private MarkdownTable() {}

  static String of(List<Figures> rows) {
    StringBuilder table = new StringBuilder(HEAD);
    for (Figures row : rows) {
      table.append(
          String.format(
              Locale.ROOT,
              ROW,
              row.entries(),
              row.gapQuiet(),
              row.gapUpgrade(),
              row.gapRatio(),
              row.p999Quiet(),
              row.p999Upgrade(),
              row.holdMedian(),
              row.hold99(),
              row.upgradeMs() / 1000,
              row.requests(),
              row.failed(),
              row.wrong()));
    }
    return table.toString();
  }
}
