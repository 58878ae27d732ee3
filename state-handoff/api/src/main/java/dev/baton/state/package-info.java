/**
 * What the author of a service bundle sees: tables, migrations, callbacks.
 *
 * <p>Read {@link dev.baton.state.ServiceState} first. Nothing here knows OSGi, Hazelcast or the
 * gate. Tables are used from calls that came through the gate, by any number of threads at once;
 * everything else here is called while a bundle starts.
 */
@Export
@Version("1.0.0")
package dev.baton.state;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
