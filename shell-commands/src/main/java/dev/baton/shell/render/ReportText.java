package dev.baton.shell.render;

import dev.baton.container.Report;
import java.util.Map;

/** A report as a sentence and a few facts under it. */
public final class ReportText {
  private static final Map<String, String> DONE =
      Map.ofEntries(
          Map.entry("deploy", "deployed"),
          Map.entry("upgrade", "upgraded"),
          Map.entry("rollback", "rolled back"),
          Map.entry("finish", "finished"),
          Map.entry("abort", "aborted"),
          Map.entry("undeploy", "undeployed"),
          Map.entry("check", "checked"),
          Map.entry("drain", "drained"),
          Map.entry("undrain", "undrained"),
          Map.entry("forget", "forgot"),
          Map.entry("move", "moved"),
          Map.entry("backup", "backed up to"),
          Map.entry("restore", "restored from"));

  private ReportText() {}

  public static String of(Report report) {
    Facts facts = new Facts();
    if (report.shards() > 0) {
      facts.add(
          "moved",
          Words.count(report.shards(), "shard")
              + ", "
              + Words.count(report.entries())
              + (report.entries() == 1 ? " entry, " : " entries, ")
              + Words.bytes(report.bytes()));
      facts.add("calls held", held(report));
      facts.add("gate closed", closed(report));
    }
    report.notes().forEach(note -> facts.add("note", note));
    return sentence(report) + "\n" + facts.text();
  }

  private static String held(Report report) {
    return report.callsHeld() == 0
        ? "none"
        : Words.count(report.callsHeld())
            + ", the longest for "
            + Words.duration(report.longestHold());
  }

  private static String closed(Report report) {
    if (report.holds().isEmpty()) {
      return "never";
    }
    return Words.duration(report.medianHold())
        + " for a shard at the median, "
        + Words.duration(report.holds().get(report.holds().size() - 1))
        + " at most";
  }

  private static String sentence(Report report) {
    String done = DONE.getOrDefault(report.act(), report.act());
    return done
        + " "
        + report.service()
        + versions(report)
        + " in "
        + Words.duration(report.elapsed());
  }

  private static String versions(Report report) {
    boolean moved = !report.from().isEmpty() && !report.to().isEmpty();
    if (moved && !report.from().equals(report.to())) {
      return " from " + report.from() + " to " + report.to();
    }
    String only = report.to().isEmpty() ? report.from() : report.to();
    return only.isEmpty() ? "" : " " + only;
  }
}
