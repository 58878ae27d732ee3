/** The service bundle; its manifest says what it offers, its version what it answers. */
package dev.baton.itests.gate.provider;
