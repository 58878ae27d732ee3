package dev.baton.container.upgrade.nodes;

import java.util.ArrayList;
import java.util.List;

/** Numbers of shards as people write them: {@code shards 0-3, 7}. */
public final class Ranges {

  private Ranges() {}

  /**
   * @param numbers ascending, one at least
   */
  public static String of(List<Integer> numbers) {
    List<String> ranges = new ArrayList<>();
    int from = numbers.get(0);
    for (int i = 1; i <= numbers.size(); i++) {
      int last = numbers.get(i - 1);
      if (i == numbers.size() || numbers.get(i) != last + 1) {
        ranges.add(from == last ? "" + from : from + "-" + last);
        from = i == numbers.size() ? from : numbers.get(i);
      }
    }
    return (numbers.size() == 1 ? "shard " : "shards ") + String.join(", ", ranges);
  }
}
