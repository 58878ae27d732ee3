package dev.baton.bench.cluster;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A figure of several repeats.
 *
 * @param what it is
 * @param aim what it should be, in words; empty if nothing is said
 * @param unit of the values
 * @param values one of each repeat
 * @param against what it is compared with, in words; empty if with nothing
 * @param others what the same repeats gave there, in the same unit
 */
record Row(
    String what,
    String aim,
    String unit,
    List<Double> values,
    String against,
    List<Double> others) {

  static final String HEAD =
      """
      | | aim | median | lowest – highest | against | ratio |
      |---|---|--:|--:|---|--:|
      """;

  /** A figure that stands for itself. */
  static Row of(String what, String aim, String unit, List<Double> values) {
    return new Row(what, aim, unit, values, "", List.of());
  }

  /** The row of a table in Markdown, whose head is {@link #HEAD}. */
  String markdown() {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %s | %s | %s |%n",
        what,
        aim,
        figure(median(values)),
        spread(),
        against.isEmpty() ? "" : against + ": " + figure(median(others)),
        against.isEmpty() ? "" : String.format(Locale.ROOT, "%.2f", ratio()));
  }

  /** The median of the ratios, repeat by repeat. */
  double ratio() {
    double[] ratios = new double[values.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = values.get(i) / others.get(i);
    }
    return median(Arrays.stream(ratios).boxed().toList());
  }

  private String spread() {
    double lowest = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    double highest = values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    return lowest == highest ? "" : figure(lowest) + " – " + figure(highest);
  }

  private String figure(double value) {
    String format = unit.isEmpty() ? "%,.0f" : value < 100 ? "%,.1f " + unit : "%,.0f " + unit;
    return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "never";
  }

  /** By nearest rank; 0 of nothing. */
  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.isEmpty() ? 0 : sorted.get((sorted.size() - 1) / 2);
  }
}
