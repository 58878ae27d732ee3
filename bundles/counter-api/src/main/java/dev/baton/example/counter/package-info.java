/**
 * The counter's API, in a bundle of its own that outlives every version of the service. Nothing in
 * it knows how counters are kept.
 */
@Export
@Version("1.0.0")
package dev.baton.example.counter;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
