/**
 * Stories of the shell: a real node, a real client, and a pseudo-terminal between the client and
 * the test. Read {@link dev.baton.itests.shell.InteractiveShellIT} first.
 */
package dev.baton.itests.shell;
