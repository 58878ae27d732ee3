/**
 * The handoff map over two JVMs: one is stopped, the other killed. {@link
 * dev.baton.itests.map.StoppedBackupIT} plays it; {@link dev.baton.itests.map.MemberMain} is what
 * runs in the JVMs, which talk to the test in lines.
 */
package dev.baton.itests.map;
