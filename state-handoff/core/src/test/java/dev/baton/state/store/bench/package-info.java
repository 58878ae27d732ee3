/**
 * Measures the local store against H2 MVStore. Read {@link dev.baton.state.store.bench.StoreBench}
 * first; no part of the ordinary tests.
 */
package dev.baton.state.store.bench;
