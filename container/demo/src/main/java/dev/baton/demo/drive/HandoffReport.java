package dev.baton.demo.drive;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * What {@code upgrade} and {@code rollback} say at their end.
 *
 * @param from the version before
 * @param to the version that serves now
 * @param elapsedMs from beginning to end
 * @param entries how many entries moved
 * @param callsHeld how many calls were held
 * @param longestHoldMs the longest that one call was held
 * @param holdsMs how long each shard's gate was closed
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record HandoffReport(
    String from,
    String to,
    double elapsedMs,
    long entries,
    long callsHeld,
    double longestHoldMs,
    List<Double> holdsMs) {}
