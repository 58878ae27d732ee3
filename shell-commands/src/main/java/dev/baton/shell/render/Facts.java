package dev.baton.shell.render;

import java.util.ArrayList;
import java.util.List;

/** Facts under each other, what they are about in a column to the left. */
final class Facts {
  private record Fact(String about, String fact) {}

  private final List<Fact> facts = new ArrayList<>();

  void add(String about, String fact) {
    facts.add(new Fact(about, fact));
  }

  /** All lines, each ended; what is said again about the same is not named again. */
  String text() {
    int width = facts.stream().mapToInt(fact -> fact.about().length()).max().orElse(0);
    StringBuilder text = new StringBuilder();
    String before = "";
    for (Fact fact : facts) {
      String about = fact.about().equals(before) ? "" : fact.about();
      before = fact.about();
      text.append("  ").append(about).append(" ".repeat(width - about.length() + 2));
      text.append(fact.fact()).append('\n');
    }
    return text.toString();
  }
}
