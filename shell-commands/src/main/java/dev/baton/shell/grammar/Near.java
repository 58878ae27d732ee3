package dev.baton.shell.grammar;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Names that a mistyped one may have meant. */
public final class Near {
  private static final int MOST = 3;

  private Near() {}

  /** Ends an error's sentence: {@code ; did you mean upgrade?}, or just a full stop. */
  public static String didYouMean(String typed, Collection<String> known) {
    List<String> near = to(typed, known);
    return near.isEmpty()
        ? "."
        : "; did you mean " + near.stream().collect(Collectors.joining(" or ")) + "?";
  }

  /** The nearest of the known names, and those that begin so; none if all are far. */
  public static List<String> to(String typed, Collection<String> known) {
    int bound = Math.max(1, typed.length() / 3);
    int nearest = known.stream().mapToInt(name -> distance(typed, name)).min().orElse(0);
    int accepted = Math.min(bound, nearest);
    return known.stream()
        .distinct()
        .filter(name -> name.startsWith(typed) || distance(typed, name) <= accepted)
        .sorted(
            Comparator.<String>comparingInt(name -> distance(typed, name))
                .thenComparing(Comparator.naturalOrder()))
        .limit(MOST)
        .toList();
  }

  /** How many letters must be put in, left out, exchanged or swapped with their neighbour. */
  static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int cheapest(int[][] cost, String a, String b, int i, int j) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int least =
        Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + (same ? 0 : 1));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
  }
}
