package dev.baton.state.protocol;

import dev.baton.state.protocol.Violation.Kind;
import java.nio.IntBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Plays a {@link World} in every order, breadth first, or in random ones.
 *
 * <p>From each state that is new the faults are stopped and the healthy moves played until the
 * shard is served and quiet: that must come, and must find what clients were told.
 */
final class Checker {
  /**
   * What was found.
   *
   * @param states how many different ones were seen
   * @param whole whether there are no others
   * @param violation the first one, with the shortest way to it when searched breadth first
   */
  record Result(int states, boolean whole, Optional<Violation> violation, List<String> trace) {
    /** How many steps led to it before the faults stopped. */
    int length() {
      int stopped = trace.indexOf(STOPPED);
      return stopped < 0 ? trace.size() : stopped;
    }

    String describe() {
      return violation
          .map(v -> v.getMessage() + "\n  " + String.join("\n  ", trace))
          .orElse("none");
    }
  }

  /** More steps to rest than any world here needs. */
  private static final int PATIENCE = 2_000;

  private static final String STOPPED = "(from here on nothing fails)";

  private record Visit(World world, int id) {}

  private record Step(int from, String name) {}

  /** The keys of worlds are long, and their parts repeat: a number for each part will do. */
  private final Map<Object, Integer> numbers = new HashMap<>();

  private final Set<IntBuffer> seen = new HashSet<>();
  private final Set<IntBuffer> healthy = new HashSet<>();
  private final Set<Phase> phases = EnumSet.noneOf(Phase.class);
  private final List<Step> steps = new ArrayList<>();

  /** A served shard, with all the budget of its setting. */
  static World begin(Setting setting, Laws laws) {
    World world = new World(setting, laws);
    if (setting.deployed()) {
      world = quiet(world);
    }
    if (setting.cold()) {
      world.write(0, 1);
      world.write(0, 1);
      world = quiet(world);
      for (int i = 0; i < setting.nodes(); i++) {
        world.crash(i);
      }
    }
    world.left = setting.budget();
    return world;
  }

  private static World quiet(World from) {
    World world = from;
    while (!world.quiet()) {
      world = Moves.of(world).get(0).apply(world);
    }
    return world;
  }

  /** The phases that some process was in. */
  Set<Phase> phases() {
    return phases;
  }

  /** Every order, until none is left or {@code limit} states were seen. */
  Result explore(World first, int limit) {
    Deque<Visit> queue = new ArrayDeque<>();
    steps.add(new Step(-1, "begin"));
    seen.add(fingerprint(first));
    queue.add(new Visit(first, 0));
    while (!queue.isEmpty() && seen.size() < limit) {
      Visit visit = queue.remove();
      for (Node node : visit.world().nodes) {
        phases.add(node.life.phase());
      }
      Optional<Result> stuck = recovers(visit);
      if (stuck.isPresent()) {
        return stuck.get();
      }
      for (Happening move : Moves.of(visit.world())) {
        World next;
        try {
          next = move.apply(visit.world());
        } catch (Violation violation) {
          return found(violation, visit.id(), List.of(move.name()));
        }
        if (seen.add(fingerprint(next))) {
          steps.add(new Step(visit.id(), move.name()));
          queue.add(new Visit(next, steps.size() - 1));
        }
      }
    }
    return new Result(seen.size(), queue.isEmpty(), Optional.empty(), List.of());
  }

  /** One random order of {@code length} steps, then the way to rest. */
  Result walk(World first, long seed, int length) {
    Random random = new Random(seed);
    World world = first;
    List<String> names = new ArrayList<>();
    try {
      for (int step = 0; step < length; step++) {
        List<Happening> moves = Moves.of(world);
        if (moves.isEmpty()) {
          break;
        }
        Happening move = moves.get(random.nextInt(moves.size()));
        names.add(move.name());
        world = move.apply(world);
      }
      rest(world, names, new LinkedHashMap<>());
      return new Result(names.size(), false, Optional.empty(), names);
    } catch (Violation violation) {
      return new Result(names.size(), false, Optional.of(violation), names);
    }
  }

  private Optional<Result> recovers(Visit visit) {
    List<String> names = new ArrayList<>();
    try {
      Map<IntBuffer, Integer> way = new LinkedHashMap<>();
      rest(visit.world(), names, way);
      healthy.addAll(way.keySet());
      return Optional.empty();
    } catch (Violation violation) {
      names.add(0, STOPPED);
      return Optional.of(found(violation, visit.id(), names));
    }
  }

  private void rest(World from, List<String> names, Map<IntBuffer, Integer> way) {
    World world = from;
    while (true) {
      IntBuffer here = fingerprint(world);
      if (healthy.contains(here)) {
        return;
      }
      if (way.put(here, way.size()) != null || way.size() > PATIENCE) {
        throw new Violation(Kind.NOBODY_SERVES, "it goes in circles");
      }
      if (world.quiet()) {
        world.checkQuiet();
        return;
      }
      Happening move =
          Moves.of(world).stream()
              .filter(Happening::healthy)
              .findFirst()
              .orElseThrow(() -> new Violation(Kind.NOBODY_SERVES, "nothing goes on"));
      names.add(move.name());
      world = move.apply(world);
    }
  }

  private Result found(Violation violation, int id, List<String> last) {
    List<String> trace = new ArrayList<>(last);
    for (int at = id; at > 0; at = steps.get(at).from()) {
      trace.add(0, steps.get(at).name());
    }
    return new Result(seen.size(), false, Optional.of(violation), trace);
  }

  private IntBuffer fingerprint(World world) {
    return IntBuffer.wrap(
        world.key().stream()
            .mapToInt(
                part -> part == null ? -1 : numbers.computeIfAbsent(part, p -> numbers.size()))
            .toArray());
  }
}
