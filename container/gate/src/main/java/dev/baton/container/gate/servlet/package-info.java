/**
 * Servlets and filters behind the gate. Loaded only where the servlet API is; knows nothing of
 * service hooks.
 *
 * <p>{@code init} and {@code destroy} of a service bundle's run on the thread of the HTTP
 * whiteboard or of the engine.
 */
package dev.baton.container.gate.servlet;
