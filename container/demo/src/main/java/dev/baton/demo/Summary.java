package dev.baton.demo;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The outcome as a table for somebody who sees Baton for the first time. */
final class Summary {
  private static final String ROW = "  %-26s %14s   %s%n";

  private Summary() {}

  static String of(Outcome outcome) {
    StringBuilder table = new StringBuilder(System.lineSeparator());
    row(table, "requests", count(outcome.requests()), "at a fixed rate, whatever was going on");
    row(table, "failed", count(outcome.failed()), reasons(outcome.reasons()));
    row(
        table,
        "longest gap, quiet",
        millis(outcome.longestGapQuietMs()),
        "no client got a reply for so long");
    row(
        table,
        "longest gap, changing",
        millis(outcome.longestGapMs()),
        "the same while versions changed");
    row(
        table,
        "slowest reply, quiet",
        millis(outcome.slowestQuietMs()),
        "from the time the request was due");
    row(table, "slowest reply, changing", millis(outcome.slowestMs()), "");
    row(
        table,
        "changes of version",
        count(outcome.upgrades() + outcome.rollbacks()),
        outcome.upgrades() + " upgrades, " + outcome.rollbacks() + " rollback");
    row(table, "refused versions", count(outcome.refused()), "the version before went on");
    row(table, "calls held", count(outcome.callsHeld()), "they waited instead of failing");
    row(table, "longest hold", millis(outcome.longestHoldMs()), "");
    row(
        table,
        "lost increments",
        count(outcome.lost()),
        String.format(Locale.ROOT, "of %,d counters, all read", outcome.entries()));
    row(table, "doubled increments", count(outcome.doubled()), "");
    row(table, "wrong answers", count(outcome.wrong()), "repeated, or less than told before");
    row(table, "versions seen", versions(outcome.versions()), "");
    return table.toString();
  }

  private static void row(StringBuilder table, String what, String figure, String meaning) {
    table.append(String.format(Locale.ROOT, ROW, what, figure, meaning).stripTrailing());
    table.append(System.lineSeparator());
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String millis(double millis) {
    return String.format(Locale.ROOT, "%.1f ms", millis);
  }

  private static String versions(Map<Integer, Long> versions) {
    return versions.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(e -> String.format(Locale.ROOT, "%d (%,d replies)", e.getKey(), e.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String reasons(Map<String, Integer> reasons) {
    List<String> words =
        reasons.entrySet().stream().map(e -> e.getValue() + " x " + e.getKey()).toList();
    return String.join("; ", words);
  }
}
