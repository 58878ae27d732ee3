/**
 * What a call through the gate costs, against a direct one and {@code java.lang.reflect.Proxy}.
 *
 * <p>Read {@link dev.baton.bench.gate.GateBench} first. Everything runs without a framework.
 */
package dev.baton.bench.gate;
