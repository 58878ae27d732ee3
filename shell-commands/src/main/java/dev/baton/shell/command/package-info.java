/**
 * The operator's commands, Gogo scope {@code baton}: one class each, which reads its words, calls
 * {@link dev.baton.container.Services} and prints. No logic of the container.
 *
 * <p>Read {@link dev.baton.shell.command.Command} first, then {@link
 * dev.baton.shell.command.Upgrade}. A command may run on any number of threads at once; it keeps
 * nothing between two runs. An interrupt makes it leave; what it started goes on.
 */
package dev.baton.shell.command;
