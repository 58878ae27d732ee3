package dev.baton.container;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a node does before it stops, while clients are still served; an OSGi service. Run by the
 * launcher on a thread of its own, which waits for it within a limit; whatever becomes of it, the
 * stop follows.
 */
@ConsumerType
public interface BeforeStop extends Runnable {}
