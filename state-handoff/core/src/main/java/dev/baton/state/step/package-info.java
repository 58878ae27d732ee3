/**
 * The steps between which a machine may stop, by name, for logs and for the tests that stop it
 * there.
 */
@Export
@Version("1.0.0")
package dev.baton.state.step;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
