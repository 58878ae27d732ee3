/**
 * counter 3.0.0: a version that cannot start, since it wants a setting that nobody has made. An
 * upgrade to it is refused while the version before serves.
 */
package dev.baton.example.counter.service;
