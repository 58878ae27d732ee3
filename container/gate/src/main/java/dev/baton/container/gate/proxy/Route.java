package dev.baton.container.gate.proxy;

import dev.baton.state.AllShards;
import java.lang.reflect.Method;

/** How a method finds the gate that its calls enter by. */
sealed interface Route {

  /** The method, as its interface declares it. */
  Method method();

  /** By the shard of one parameter's value. */
  record ByKey(Method method, int parameter) implements Route {}

  /** By every shard's, one after another. */
  record EveryShard(Method method, AllShards.Merge merge) implements Route {}

  /** By the gate of calls without a shard. */
  record Unsharded(Method method) implements Route {}
}
