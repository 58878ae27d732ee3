package dev.baton.container.gate.osgi;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Which place an offered service takes: that of the same label, else the one left with the same
 * interfaces if both are alone, else a new one.
 */
final class Seating {
  private Seating() {}

  static void seat(List<Offered> offered, List<Place> places, Supplier<Place> another) {
    List<Offered> standing = new ArrayList<>(offered);
    standing.removeIf(o -> o.place() != null);
    List<Place> free = new ArrayList<>(places);
    offered.forEach(o -> free.remove(o.place()));
    standing.removeIf(o -> sits(o, only(free, p -> p.label().equals(o.label())), free));
    for (Offered o : List.copyOf(standing)) {
      Label label = o.label();
      long alike = standing.stream().filter(x -> x.label().hasInterfacesOf(label)).count();
      Place place = alike > 1 ? null : only(free, p -> p.label().hasInterfacesOf(label));
      if (sits(o, place, free)) {
        standing.remove(o);
      }
    }
    for (Offered o : standing) {
      Place place = another.get();
      places.add(place);
      o.sit(place);
    }
  }

  private static boolean sits(Offered offered, Place place, List<Place> free) {
    if (place == null) {
      return false;
    }
    free.remove(place);
    offered.sit(place);
    return true;
  }

  /** The place that fits, if it is the only one. */
  private static Place only(List<Place> places, Predicate<Place> fits) {
    List<Place> found = places.stream().filter(fits).toList();
    return found.size() == 1 ? found.get(0) : null;
  }
}
