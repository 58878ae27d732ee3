package dev.baton.itests.gate.consumer;

import dev.baton.itests.gate.api.Greeter;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A component that keeps one greeter for life, and tells how often it was activated. */
public final class Consumer implements Supplier<String> {
  private static final AtomicInteger ACTIVATIONS = new AtomicInteger();

  private Greeter greeter;

  public void bind(Greeter bound) {
    greeter = bound;
  }

  public void activate(Map<String, Object> properties) {
    ACTIVATIONS.incrementAndGet();
  }

  @Override
  public String get() {
    return greeter.greet("hello") + ", activated " + ACTIVATIONS.get();
  }
}
