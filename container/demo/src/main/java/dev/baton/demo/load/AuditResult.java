package dev.baton.demo.load;

import java.util.List;

/**
 * What an audit found.
 *
 * @param counters how many counters were read
 * @param lost acknowledged increments that are not there
 * @param doubled increments that are there though nobody made them
 * @param unknown increments of unknown outcome, which may be there or not
 * @param examples the first counters that are wrong, in words
 */
public record AuditResult(
    int counters, long lost, long doubled, long unknown, List<String> examples) {}
