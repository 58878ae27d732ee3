package dev.baton.container.upgrade.handoff;

import dev.baton.container.gate.Occupant;
import dev.baton.state.shard.NotSafeException;
import dev.baton.state.shard.ReplacedException;
import dev.baton.state.shard.Shard;
import dev.baton.state.table.ShardTables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The last calls of a service whose gates refuse new ones, and the last batches of its shards. */
final class Ending {
  private final List<Occupant> last;
  private final List<Shard> shards;

  Ending(List<Occupant> last, List<Shard> shards) {
    this.last = last;
    this.shards = shards;
  }

  /** Waits for both; what did not end within the limit, in words. */
  List<String> await(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    List<String> problems = new ArrayList<>();
    if (!awaitDrained(last, deadline)) {
      last.stream()
          .flatMap(occupant -> occupant.running().stream())
          .map(call -> call.method() + " still runs on " + call.thread())
          .forEach(problems::add);
    }
    for (Shard shard : shards) {
      ShardTables held = shard.tables();
      if (held != null) {
        try {
          shard.awaitSafe(held.lastPosition(), left(deadline));
        } catch (NotSafeException | ReplacedException | IllegalStateException unsafe) {
          problems.add(unsafe.getMessage());
        }
      }
    }
    return problems;
  }

  /** Waits until no call is inside any of them; false if the time ran out. */
  static boolean awaitDrained(List<Occupant> all, long deadline) throws InterruptedException {
    for (Occupant each : all) {
      if (!each.awaitDrained(left(deadline))) {
        return false;
      }
    }
    return true;
  }

  private static Duration left(long deadline) {
    return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
  }
}
