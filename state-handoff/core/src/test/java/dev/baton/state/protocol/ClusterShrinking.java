package dev.baton.state.protocol;

import java.util.ArrayList;
import java.util.List;

/** Makes an order that fails short enough to be read. */
final class ClusterShrinking {
  private ClusterShrinking() {}

  static ClusterRun.Result shrink(
      ClusterRun.Scene scene, ClusterLaws laws, ClusterRun.Result failed) {
    ClusterRun.Result best = failed;
    boolean smaller = true;
    while (smaller) {
      smaller = false;
      for (int size = Math.max(1, best.trace().size() / 2); size > 0; size /= 2) {
        for (int from = 0; from + size <= best.trace().size(); ) {
          List<String> names = new ArrayList<>(best.trace());
          names.subList(from, from + size).clear();
          ClusterRun.Result next = ClusterRun.replay(scene, laws, names);
          if (next.kind() == failed.kind() && next.trace().size() < best.trace().size()) {
            best = next;
            smaller = true;
          } else {
            from += size;
          }
        }
      }
    }
    return best;
  }
}
