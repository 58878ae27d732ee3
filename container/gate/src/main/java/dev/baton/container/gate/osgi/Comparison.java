package dev.baton.container.gate.osgi;

import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.FrameworkUtil;

/** What a version lacks to serve in place of another. */
final class Comparison {
  private Comparison() {}

  /** Services that the version shown offers and the next one does not. */
  static List<String> missing(BundleVersion shown, BundleVersion next) {
    next.seated();
    return shown.seated().stream()
        .filter(old -> like(old, next) == null)
        .map(
            old ->
                next.version()
                    + " does not offer "
                    + old.label()
                    + ", which "
                    + shown.version()
                    + " offers to others")
        .toList();
  }

  /** Interfaces that callers know from another bundle. */
  static List<String> strange(BundleVersion shown, BundleVersion next) {
    List<String> problems = new ArrayList<>();
    for (Offered old : shown.seated()) {
      Offered like = like(old, next);
      if (like != null) {
        old.interfaces().forEach(type -> problems.addAll(space(type, like, next)));
      }
    }
    return problems;
  }

  private static Offered like(Offered old, BundleVersion next) {
    return next.seated().stream().filter(o -> o.place() == old.place()).findFirst().orElse(null);
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
