/**
 * counter 2.0.0: a count and the time of its last change. It says how to read what 1.0.0 wrote and
 * how to write what 1.0.0 reads, so that it can be rolled back.
 */
package dev.baton.example.counter.service;
