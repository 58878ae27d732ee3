/**
 * What runs when an operator starts something: an act with progress and a result, and bundle code
 * on threads of its own.
 *
 * <p>An act runs on one thread from beginning to end; whoever looks at it reads volatile fields.
 * Must not know what the acts do.
 */
package dev.baton.container.upgrade.act;
