package dev.baton.container;

import java.time.Duration;

/**
 * Where an act is.
 *
 * @param phase the phase it is in
 * @param done entries or shards done in this phase
 * @param of how many there are, 0 if that is not known
 * @param unit what is counted: {@code entries}, {@code shards}, or empty
 * @param elapsed since the act began
 * @param waitingFor what holds it up, in words, or empty
 */
public record Progress(
    Phase phase, long done, long of, String unit, Duration elapsed, String waitingFor) {}
