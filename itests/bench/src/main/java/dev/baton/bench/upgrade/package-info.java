/**
 * What clients feel of an upgrade, measured from outside: a node, live clients in a process of
 * their own, and the operator's commands, as in the demo.
 *
 * <p>Read {@link dev.baton.bench.upgrade.Course} first. Each upgrade is compared with a quiet
 * window of the same length in the same run, in which an operator's command that changes nothing
 * runs in place of the upgrade: two processes more on the machine's cores are not what is measured.
 * Times are printed and never decide whether anything passes.
 */
package dev.baton.bench.upgrade;
