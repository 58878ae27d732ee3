package dev.baton.shell.render;

import java.util.ArrayList;
import java.util.List;

/** Columns of text under headings; figures stand to the right. */
final class Table {
  private static final String GAP = "  ";

  private final List<String> headings;
  private final List<Boolean> figures;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * @param headings one for each column; one that begins with {@code >} heads figures
   */
  Table(String... headings) {
    this.figures = List.of(headings).stream().map(heading -> heading.startsWith(">")).toList();
    this.headings =
        List.of(headings).stream()
            .map(heading -> heading.startsWith(">") ? heading.substring(1) : heading)
            .toList();
    rows.add(this.headings);
  }

  void row(String... cells) {
    rows.add(List.of(cells));
  }

  /** All lines, each ended. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        line.append(column == 0 ? "" : GAP).append(cell(row.get(column), column));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private String cell(String text, int column) {
    int width = rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    String space = " ".repeat(width - text.length());
    return figures.get(column) ? space + text : text + space;
  }
}
