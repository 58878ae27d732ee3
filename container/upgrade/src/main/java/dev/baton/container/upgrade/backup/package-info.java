/**
 * Backups: everything that is deployed in a cluster, in one directory.
 *
 * <p>Read {@link dev.baton.container.upgrade.backup.Backup} first, then {@link
 * dev.baton.container.upgrade.backup.KeptBackup}. A shard is read from the store of a node that has
 * everything of it, as that store is at one instant; so nothing is held up, and it does not matter
 * who holds the shard. Everything blocks on the thread of the act; what other nodes ask for is read
 * on an executor. Must not know how services are deployed.
 */
package dev.baton.container.upgrade.backup;
