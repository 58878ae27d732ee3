/**
 * The gate in the framework: service hooks that hide what service bundles register, and the proxies
 * registered in its place.
 *
 * <p>Read {@link dev.baton.container.gate.osgi.NodeGates} first; {@link
 * dev.baton.container.gate.osgi.Hiding} is the rule of who sees what. The engine's thread stages,
 * shows and releases versions of a service; services that come and go by themselves do so on the
 * threads of their bundles. No lock is held while services are registered or fetched.
 */
package dev.baton.container.gate.osgi;
