package dev.baton.container.upgrade.route;

/** A value. */
public record Item(String name, long amount) {}
