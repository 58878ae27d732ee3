/**
 * The shapes a table's values had and have, and the ways between them: chains of the steps that the
 * newer version of a bundle declares, in both directions.
 *
 * <p>Read {@link dev.baton.state.migration.TableSchemas} first. Pure and thread-safe. Must not know
 * shards or journals.
 */
@Export
@Version("1.0.0")
package dev.baton.state.migration;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
