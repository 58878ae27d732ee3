/**
 * The rules of who may know whom. Read {@link dev.baton.itests.architecture.DependencyTest} for
 * what the classes may use, {@link dev.baton.itests.architecture.SourceTest} for what the files
 * look like.
 */
package dev.baton.itests.architecture;
