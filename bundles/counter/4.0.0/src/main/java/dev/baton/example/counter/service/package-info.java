/**
 * counter 4.0.0: a version whose migration fails for one key. The upgrade finds it while it catches
 * up, before any caller waits, and is refused while the version before serves.
 */
package dev.baton.example.counter.service;
