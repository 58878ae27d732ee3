package dev.baton.container.upgrade.record;

/** A library bundle, such as an API, that the node starts before its services. */
public record LibraryRecord(String name, String version, String sha256) {}
