package dev.baton.state.protocol;

import java.util.function.Consumer;

/**
 * One thing that can happen in a {@link World}.
 *
 * @param healthy whether it happens by itself when nobody calls, upgrades or fails any more
 */
record Happening(String name, boolean healthy, Consumer<World> action) {
  World apply(World world) {
    World next = world.copy();
    action.accept(next);
    next.prune();
    next.check();
    return next;
  }
}
