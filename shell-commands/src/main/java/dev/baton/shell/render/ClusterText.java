package dev.baton.shell.render;

import dev.baton.container.LogLine;
import dev.baton.container.PeerLost;
import dev.baton.container.PeerStatus;
import dev.baton.container.ShardStatus;
import java.util.List;

/** The nodes of a cluster and its shards, as tables. */
public final class ClusterText {
  private ClusterText() {}

  /** Nodes, one to a line, then what they say is wrong. */
  public static String nodes(List<PeerStatus> nodes) {
    Table table = new Table("NODE", "NOW", ">SHARDS", ">ENTRIES", ">CALLS/S", "HTTP", "ID");
    for (PeerStatus node : nodes) {
      boolean away = node.state().equals("away") || node.state().equals("stopped");
      table.row(
          node.name(),
          node.state(),
          away ? "-" : Words.count(node.shards()),
          away ? "-" : Words.count(node.entries()),
          away ? "-" : Words.count(Math.round(node.load())),
          node.http().isEmpty() ? "-" : node.http(),
          node.id());
    }
    StringBuilder text = new StringBuilder(table.text());
    for (PeerStatus node : nodes) {
      for (String problem : node.problems()) {
        text.append("\n! ").append(node.name()).append(": ").append(problem).append('\n');
      }
    }
    return text.toString();
  }

  /** What one of two nodes does alone, in a sentence. */
  public static String peerLost(PeerLost answer) {
    return answer == PeerLost.STOP
        ? "stop: of two nodes, the one that is left answers nobody until the other is back\n"
        : "continue: of two nodes, the one that is left goes on; if only the line is cut both do, and"
            + " what one of them acknowledged is lost\n";
  }

  /** Shards, one to a line. */
  public static String shards(List<ShardStatus> shards) {
    if (shards.isEmpty()) {
      return "no shards; no service keeps state\n";
    }
    Table table =
        new Table(
            "SHARD", "HOLDER", "VERSION", ">ENTRIES", ">CALLS/S", ">LAG MS", "COPIES", "NOTE");
    for (ShardStatus shard : shards) {
      table.row(
          shard.service() + "#" + shard.number(),
          shard.holder().isEmpty() ? "-" : shard.holder(),
          shard.version().isEmpty() ? "-" : shard.version(),
          Words.count(shard.entries()),
          Words.count(Math.round(shard.load())),
          Words.count(shard.lag().toMillis()),
          String.join(", ", shard.copies()),
          shard.note());
    }
    return table.text();
  }

  /** Lines of logs, each behind its node's name if there are several. */
  public static String logs(List<LogLine> lines) {
    int width = lines.stream().mapToInt(line -> line.node().length()).max().orElse(0);
    boolean several = lines.stream().map(LogLine::node).distinct().count() > 1;
    StringBuilder text = new StringBuilder();
    for (LogLine line : lines) {
      if (several) {
        text.append(line.node()).append(" ".repeat(width - line.node().length() + 2));
      }
      text.append(line.text()).append('\n');
    }
    return text.toString();
  }

  /** What was found, one to a paragraph. */
  public static String findings(List<String> findings) {
    if (findings.isEmpty()) {
      return "all is well\n";
    }
    StringBuilder text = new StringBuilder();
    findings.forEach(each -> text.append("! ").append(each).append('\n'));
    return text.toString();
  }
}
