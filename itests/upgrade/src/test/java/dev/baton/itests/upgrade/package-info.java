/**
 * Stories of deploys, upgrades and rollbacks inside a running container, and of what bad input
 * gets.
 *
 * <p>Pax Exam starts the bundles of the distribution in this JVM; the service bundles are made of
 * the classes in {@code bundles}, one component each.
 */
package dev.baton.itests.upgrade;
