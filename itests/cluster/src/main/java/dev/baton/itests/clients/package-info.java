/**
 * Clients of the counter example that know several nodes, and record every call they make.
 *
 * <p>Read {@link dev.baton.itests.clients.Clients} first. They know nothing of clusters: a {@link
 * dev.baton.itests.clients.Target} is whatever serves the counters over HTTP. Each client is one
 * thread, with one connection at a time, and calls one after the other.
 */
package dev.baton.itests.clients;
