/**
 * Installs and starts a version behind the gate, and says in words why it cannot serve.
 *
 * <p>Runs on the act's thread; bundle code runs on threads of its own, within a limit.
 */
package dev.baton.container.upgrade.stage;
