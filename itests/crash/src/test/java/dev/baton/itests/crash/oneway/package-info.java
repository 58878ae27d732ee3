/** What {@link dev.baton.itests.crash.OneWay} puts into a version of the counter. */
package dev.baton.itests.crash.oneway;
