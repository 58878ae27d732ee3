/**
 * The gate in a framework: stories of bundles that run in two versions at once.
 *
 * <p>Read {@link dev.baton.itests.gate.GateStories} first. The gate's exported API comes from the
 * class path, so that a story can play the engine; everything else are real bundles, made from the
 * packages below with {@link dev.baton.itests.gate.Jars}.
 */
package dev.baton.itests.gate;
