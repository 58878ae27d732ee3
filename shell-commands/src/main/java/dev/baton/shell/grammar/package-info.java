/**
 * The command line of a command: which words it takes, how they are read, and what is said when
 * they are wrong. All of it stands in annotations of one method, which Gogo's own {@code help}
 * reads too.
 *
 * <p>Read {@link dev.baton.shell.grammar.Grammar} first. Immutable, no state, any thread.
 */
package dev.baton.shell.grammar;
