/** counter 1.0.0: a table of numbers. Nothing in it knows that upgrades exist. */
package dev.baton.example.counter.service;
