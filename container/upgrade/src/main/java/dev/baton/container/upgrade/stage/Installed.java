package dev.baton.container.upgrade.stage;

import org.osgi.framework.Bundle;

/** A resolved bundle, and how many shards its manifest gives it. */
public record Installed(Bundle bundle, int shards) {}
