package dev.baton.shell.render;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.container.Report;
import java.time.Duration;

/**
 * A report as one JSON object, for {@code upgrade --json} and {@code rollback --json}. Keys are
 * only ever added; milliseconds are decimal numbers.
 *
 * <pre>
 *   rollout         the id for 'logs --rollout'
 *   act             upgrade or rollback
 *   service         the service
 *   from            the version before
 *   to              the version that serves now
 *   elapsedMs       from beginning to end
 *   shards          how many shards moved
 *   entries         how many entries moved
 *   bytes           how many bytes they were, encoded
 *   callsHeld       how many calls were held
 *   longestHoldMs   the longest that one call was held
 *   holdsMs         a list: how long the gate of each moved shard was closed, shortest first
 *   notes           a list of texts
 * </pre>
 */
public final class ReportJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double NANOS_PER_MS = 1e6;

  private ReportJson() {}

  /** The report of a rollout, on one line. */
  public static String of(String rollout, Report report) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("rollout", rollout);
    json.put("act", report.act());
    json.put("service", report.service());
    json.put("from", report.from());
    json.put("to", report.to());
    json.put("elapsedMs", millis(report.elapsed()));
    json.put("shards", report.shards());
    json.put("entries", report.entries());
    json.put("bytes", report.bytes());
    json.put("callsHeld", report.callsHeld());
    json.put("longestHoldMs", millis(report.longestHold()));
    ArrayNode holds = json.putArray("holdsMs");
    report.holds().forEach(hold -> holds.add(millis(hold)));
    ArrayNode notes = json.putArray("notes");
    report.notes().forEach(notes::add);
    try {
      return JSON.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of texts and numbers could not be written", e);
    }
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / NANOS_PER_MS;
  }
}
