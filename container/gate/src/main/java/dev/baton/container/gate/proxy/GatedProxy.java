package dev.baton.container.gate.proxy;

import dev.baton.container.gate.GatedMethod;
import dev.baton.container.gate.ServiceGate;

/** What callers hold in place of a service; the generated classes extend it. */
public abstract class GatedProxy {
  /** Where calls enter; read by generated code. */
  protected final ServiceGate gates;

  /** The methods by number; read by generated code. */
  protected final GatedMethod[] methods;

  protected GatedProxy(ServiceGate gates, GatedMethod[] methods) {
    this.gates = gates;
    this.methods = methods.clone();
  }

  @Override
  public final boolean equals(Object other) {
    return this == other;
  }

  @Override
  public final int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public final String toString() {
    return getClass().getSimpleName() + " of " + gates.service() + ", through the gate";
  }
}
