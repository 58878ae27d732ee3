package dev.baton.container.gate.osgi;

import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.FrameworkUtil;

/** What a version lacks to serve in place of another. */
final class Comparison {
  private Comparison() {}

  static List<String> problems(BundleVersion shown, BundleVersion next) {
    List<String> problems = new ArrayList<>();
    List<Offered> offered = next.seated();
    for (Offered old : shown.seated()) {
      Offered like =
          offered.stream().filter(o -> o.place() == old.place()).findFirst().orElse(null);
      if (like == null) {
        problems.add(
            next.version()
                + " does not offer "
                + old.label()
                + ", which "
                + shown.version()
                + " offers to others");
      } else {
        for (Class<?> type : old.interfaces()) {
          problems.addAll(space(type, like, next));
        }
      }
    }
    return problems;
  }

  private static List<String> space(Class<?> known, Offered like, BundleVersion next) {
    for (Class<?> type : like.interfaces()) {
      if (type.getName().equals(known.getName()) && type != known) {
        return List.of(
            next.version()
                + " offers "
                + known.getName()
                + " from "
                + FrameworkUtil.getBundle(type)
                + ", but callers know it from "
                + FrameworkUtil.getBundle(known));
      }
    }
    return List.of();
  }
}
