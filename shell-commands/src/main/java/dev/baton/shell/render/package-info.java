/**
 * How what the container says looks on a screen: tables, progress, reports, JSON. No Gogo but in
 * {@link dev.baton.shell.render.Screen}, and no logic of the container.
 *
 * <p>Read {@link dev.baton.shell.render.Screen} and {@link dev.baton.shell.render.Words} first. A
 * screen belongs to the thread that runs the command.
 */
package dev.baton.shell.render;
