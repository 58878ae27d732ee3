/**
 * What clients of counters were told, and whether it can be true.
 *
 * <p>Read {@link dev.baton.itests.history.Call} first, then {@link
 * dev.baton.itests.history.CounterRules}, where the rules stand. Pure: nothing here knows where the
 * calls come from, and all of it is immutable.
 */
package dev.baton.itests.history;
