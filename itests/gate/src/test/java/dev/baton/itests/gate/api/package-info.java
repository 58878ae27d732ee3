/** The API bundle: outlives every version of the provider. */
package dev.baton.itests.gate.api;
