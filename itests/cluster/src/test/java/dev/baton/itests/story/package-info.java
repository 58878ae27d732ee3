/** Stories of clusters, each of which ends with the history of what clients were told. */
package dev.baton.itests.story;
