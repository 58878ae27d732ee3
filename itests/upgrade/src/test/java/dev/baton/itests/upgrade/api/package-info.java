/** The interface that all versions of the ledger offer; a bundle of its own. */
package dev.baton.itests.upgrade.api;
