/**
 * Processes that end at every step of an act, and what the next start makes of it.
 *
 * <p>Read {@link dev.baton.itests.crash.CrashPoints} first: the table of all steps and the acts
 * that reach them. {@link dev.baton.itests.crash.CrashPointsIT} plays it.
 */
package dev.baton.itests.crash;
