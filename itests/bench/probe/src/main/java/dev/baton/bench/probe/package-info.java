/**
 * A bundle for benches: it calls the counters from inside a node, so that what is measured is a
 * call and not HTTP, and says how long the calls took.
 *
 * <p>Read {@link dev.baton.bench.probe.ProbeServlet} first. {@link dev.baton.bench.probe.Burst}
 * knows nothing of the counters; others are measured by the same means.
 */
package dev.baton.bench.probe;
