/**
 * Three nodes that do something together, and one of them that ends at a step of it.
 *
 * <p>Read {@link dev.baton.itests.point.Points} first: the table of all steps, what reaches them
 * and who ends there. {@link dev.baton.itests.point.PointsIT} plays it; what nodes do by themselves
 * is played by {@code itests/crash}.
 */
package dev.baton.itests.point;
