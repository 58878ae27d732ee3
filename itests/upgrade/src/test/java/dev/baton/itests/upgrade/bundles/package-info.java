/** The versions of the ledger, good and bad; every bundle has all classes and one component. */
package dev.baton.itests.upgrade.bundles;
