/** A node as an operator meets it. Read {@link dev.baton.itests.node.StartIT} first. */
package dev.baton.itests.node;
