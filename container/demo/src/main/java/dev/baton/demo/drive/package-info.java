/**
 * What it takes to drive a node from outside, as an operator and as clients do: the node's process,
 * the operator's commands, the load client's process. The demo and the bench tell their stories
 * with it.
 *
 * <p>Read {@link dev.baton.demo.drive.Stage} first. Nothing here is in the node's process; whatever
 * is learnt of it comes from its output, its commands and its HTTP replies.
 */
package dev.baton.demo.drive;
