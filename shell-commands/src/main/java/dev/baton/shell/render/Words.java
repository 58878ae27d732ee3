package dev.baton.shell.render;

import java.time.Duration;
import java.util.Locale;

/** Figures as people read them; the same in every locale. */
public final class Words {
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

  private Words() {}

  /** {@code 1,234,567}. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** {@code 1 call}, {@code 2 calls}. */
  public static String count(long number, String one) {
    return count(number) + " " + (number == 1 ? one : one + "s");
  }

  /** {@code 4.6 MB}. */
  public static String bytes(long bytes) {
    double amount = bytes;
    int unit = 0;
    while (amount >= 1000 && unit < UNITS.length - 1) {
      amount /= 1000;
      unit++;
    }
    return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", amount, UNITS[unit]);
  }

  /** {@code 0.4 ms}, {@code 12 ms}, {@code 3.2 s}, {@code 4 min 5 s}, {@code 2 h 3 min}. */
  public static String duration(Duration duration) {
    double millis = duration.toNanos() / 1e6;
    if (millis < 10) {
      return String.format(Locale.ROOT, millis < 1 ? "%.2f ms" : "%.1f ms", millis);
    } else if (millis < 1000) {
      return Math.round(millis) + " ms";
    } else if (millis < 60_000) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1000);
    } else if (duration.toHours() == 0) {
      return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
    } else if (duration.toDays() == 0) {
      return duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }
    return Words.count(duration.toDays(), "day") + " " + duration.toHoursPart() + " h";
  }

  /** A name of an enum as words: {@code CATCH_UP} is {@code catch up}. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
