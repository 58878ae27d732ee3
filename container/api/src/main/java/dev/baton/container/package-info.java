/**
 * What operators and tools call: services, upgrades, reports. Records and interfaces, no machinery.
 *
 * <p>Read {@link dev.baton.container.Services} first. Acts run on threads of the container; whoever
 * started one may look at it, wait for it or leave.
 */
@Export
@Version("1.0.0")
package dev.baton.container;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
