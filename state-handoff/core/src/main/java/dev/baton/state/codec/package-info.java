/**
 * Keys and values as bytes and back: CBOR of the declared types, never of what an object happens to
 * be, so that no bytes can name a class.
 *
 * <p>Read {@link dev.baton.state.codec.Codecs} first: one of it belongs to one version of a bundle,
 * because Jackson keeps what it learnt of classes, and no class may outlive its bundle. Everything
 * here is thread-safe. Must not know tables.
 */
@Export
@Version("1.0.0")
package dev.baton.state.codec;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
