/** A bundle that uses the service, as a component. */
package dev.baton.itests.gate.consumer;
