package dev.baton.state.protocol;

import java.util.List;
import java.util.function.Consumer;

/** Adds to the list of what can happen next in a world. */
abstract class Happenings {
  final World world;
  private final List<Happening> moves;

  Happenings(World world, List<Happening> moves) {
    this.world = world;
    this.moves = moves;
  }

  void healthy(String name, Consumer<World> action) {
    moves.add(new Happening(name, true, action));
  }

  void choice(boolean possible, String name, Consumer<World> action) {
    if (possible) {
      moves.add(new Happening(name, false, action));
    }
  }

  static String name(Request request) {
    if (request instanceof Request.Batch batch) {
      return "batch " + batch.sequence() + " of epoch " + batch.epoch();
    }
    if (request instanceof Request.Change change) {
      return change.kind() + " " + change.epoch() + " to " + change.holder().version();
    }
    return "create " + ((Request.Create) request).epoch();
  }
}
