package dev.baton.container.upgrade;

import dev.baton.container.RefusedException;
import dev.baton.container.upgrade.handoff.ServiceBundle;

/** Whether the heap has room for the second copy that a hand-off makes. */
final class Memory {
  /** Map node, cell, key and a small value; measured, on 64 bits with compressed references. */
  private static final long BYTES_PER_ENTRY = 200;

  private Memory() {}

  /**
   * @throws RefusedException if it surely has not
   */
  static void checkSecondCopy(ServiceBundle service, String next) {
    long needed = service.entries() * BYTES_PER_ENTRY;
    Runtime runtime = Runtime.getRuntime();
    if (needed > runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory())) {
      System.gc(); // what looks used may be garbage; an upgrade is rare, and a refusal costs more
    }
    long free = runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
    if (needed > free) {
      throw new RefusedException(
          next
              + " needs about "
              + (needed >> 20)
              + " MB of heap for a second copy of "
              + service.entries()
              + " entries, and "
              + (free >> 20)
              + " MB are free; give the node more by -Xmx");
    }
  }
}
