/**
 * The engine: checks, stages, catches up, cuts over, finishes, and brings services back at boot.
 *
 * <p>Read {@link dev.baton.container.Services}, then {@code Engine} first. Each act runs on one
 * thread of its own; code of a service bundle runs on further threads that are never waited for
 * longer than a limit. Must not know Hazelcast or the framework's implementation.
 */
package dev.baton.container.upgrade;
