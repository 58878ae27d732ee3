package dev.baton.state.protocol;

import dev.baton.state.protocol.Node.Task;
import java.util.ArrayList;
import java.util.List;

/** What can happen next in a {@link World}. */
final class Moves {
  private final World world;
  private final List<Happening> moves = new ArrayList<>();
  private final MachineMoves machines;
  private final BootMoves boots;
  private final RuntimeMoves runtimes;
  private final OperatorMoves operators;

  private Moves(World world) {
    this.world = world;
    machines = new MachineMoves(world, moves);
    boots = new BootMoves(world, moves);
    runtimes = new RuntimeMoves(world, moves, boots);
    operators = new OperatorMoves(world, moves);
  }

  /** Everything that can happen; what is healthy first, in an order that comes to rest. */
  static List<Happening> of(World world) {
    Moves moves = new Moves(world);
    if (!moves.inward()) {
      moves.list();
    }
    return moves.moves;
  }

  /** Whether a process is at a step that nobody else can see or hinder: the order is no matter. */
  private boolean inward() {
    boolean fails = world.left.failures() > 0 || world.left.writes() > 0;
    for (int i = 0; i < world.nodes.length && moves.isEmpty(); i++) {
      Task task = world.nodes[i].task;
      if (task == Task.COMPARE || (task == Task.TAKE_OVER && !fails)) {
        runtimes.task(i);
      }
    }
    return !moves.isEmpty();
  }

  private void list() {
    for (int i = 0; i < world.nodes.length; i++) {
      machines.machine(i);
    }
    machines.messages();
    for (int i = 0; i < world.nodes.length; i++) {
      if (world.nodes[i].up) {
        runtimes.runtime(i);
      }
    }
    for (int i = 0; i < world.nodes.length; i++) {
      if (world.nodes[i].up) {
        boots.operator(i);
        operators.clients(i);
        operators.handOff(i);
        machines.faults(i);
      }
    }
  }
}
