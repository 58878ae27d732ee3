package dev.baton.state.table;

/** An entry for people to read: key and value as JSON. */
public record EntryText(String key, String value) {}
