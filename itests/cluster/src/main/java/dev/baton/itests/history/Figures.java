package dev.baton.itests.history;

import java.util.Map;

/**
 * A history in figures.
 *
 * @param ok calls that were answered
 * @param failed calls that were surely not executed
 * @param unknown calls of which nobody knows
 * @param longestOfClient the longest time that a client was without an answer
 * @param longestOfKey the longest time that a counter gave nobody an answer; as fine as the counter
 *     is called often
 * @param remarks why calls were not answered, and how many
 */
public record Figures(
    long ok,
    long failed,
    long unknown,
    Gap longestOfClient,
    Gap longestOfKey,
    Map<String, Long> remarks) {

  @Override
  public String toString() {
    return String.format(
        "%d ok, %d failed, %d unknown; longest gap of a client %s, of a counter %s%s",
        ok,
        failed,
        unknown,
        longestOfClient,
        longestOfKey,
        remarks.isEmpty() ? "" : "; not answered: " + remarks);
  }
}
