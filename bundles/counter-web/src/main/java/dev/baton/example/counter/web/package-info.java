/**
 * The counters over HTTP: two servlets for the HTTP whiteboard. They hold a reference to the
 * counter, which stays the same through all its upgrades, and keep no state.
 *
 * <p>Read {@link dev.baton.example.counter.web.CounterServlet} first.
 */
package dev.baton.example.counter.web;
