/**
 * The bundle files that a node keeps, by SHA-256, and what can be told from a file alone.
 *
 * <p>Blocking file access on the caller's thread. Runs no code of a bundle.
 */
package dev.baton.container.upgrade.artifact;
