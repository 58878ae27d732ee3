/**
 * A call's way into the gate against closing, draining and opening it. A call tells what it found
 * by {@link dev.baton.stress.gate.Visit}.
 */
package dev.baton.stress.gate;
