package dev.baton.container.gate;

import java.time.Duration;

/**
 * A call that is inside a gate now.
 *
 * @param service the name of the service bundle
 * @param method interface and method
 * @param thread the name of the thread it runs on
 * @param age how long it has been inside, to a few milliseconds
 * @param stack where the thread is, as text, one frame a line; empty if the call has only just
 *     begun
 */
public record RunningCall(
    String service, String method, String thread, Duration age, String stack) {}
