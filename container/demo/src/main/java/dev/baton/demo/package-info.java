/**
 * The demo: a node, live clients, and a service that is upgraded, rolled back and upgraded again
 * under them, from the shell.
 *
 * <p>Read {@link dev.baton.demo.Story} first. One thread tells it; another may end it at any time.
 */
package dev.baton.demo;
