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
    if (outcome.failovers() == 0) {
      row(table, "failed", count(outcome.failed()), reasons(outcome.reasons()));
    } else {
      row(table, "failed", count(outcome.failed()), "");
      row(
          table,
          "of unknown outcome",
          count(outcome.unknown()),
          "their node was killed: executed once or not at all");
      row(
          table,
          "slowest, in a failover",
          millis(outcome.longestFailoverMs()),
          "answered by another node in the end");
    }
    row(
        table,
        "longest gap, quiet",
        millis(outcome.longestGapQuietMs()),
        "no client got a reply for so long");
    row(
        table,
        "longest gap, changing",
        millis(outcome.longestGapMs()),
        outcome.failovers() == 0
            ? "the same while versions changed"
            : "while versions or nodes did");
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
        number(outcome.upgrades(), "upgrade") + ", " + number(outcome.rollbacks(), "rollback"));
    if (outcome.failovers() == 0) {
      row(table, "refused versions", count(outcome.refused()), "the version before went on");
    } else {
      row(
          table,
          "changes of nodes",
          count(outcome.failovers() + outcome.joins() + outcome.drains()),
          outcome.failovers()
              + " killed, "
              + outcome.joins()
              + " added, "
              + outcome.drains()
              + " drained");
    }
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

  private static String number(int count, String of) {
    return count + " " + of + (count == 1 ? "" : "s");
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
