/**
 * What a node remembers of its services over a restart: versions, incarnations and what is under
 * way. Small JSON documents, forced to disk before the step they announce.
 */
package dev.baton.container.upgrade.record;
