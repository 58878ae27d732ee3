package dev.baton.shell.grammar;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads single words. */
public final class Values {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|min|h)");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  private Values() {}

  /**
   * Reads a word as a type.
   *
   * @param name what the word is called, for the message
   * @param directory what files are relative to
   */
  static Object read(String name, String text, Class<?> type, Path directory) {
    if (type == Duration.class) {
      return duration(name, text);
    } else if (type == Path.class) {
      return file(name, text, directory);
    } else if (type == int.class) {
      return number(name, text);
    }
    return text;
  }

  /**
   * A positive duration such as {@code 50ms}, {@code 2s} or {@code 1m}.
   *
   * @throws UsageException if it is something else
   */
  public static Duration duration(String name, String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new UsageException(
          name + " is '" + text + "'; a duration is a number and a unit, as in 50ms, 2s, 1m or 1h");
    }
    long amount = Long.parseLong(matcher.group(1));
    if (amount == 0) {
      throw new UsageException(name + " is '" + text + "'; it must be longer than nothing");
    }
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofMinutes(amount);
    };
  }

  private static Path file(String name, String text, Path directory) {
    try {
      return directory.resolve(text).normalize();
    } catch (InvalidPathException e) {
      throw new UsageException(name + " is '" + text + "', which no file can be called");
    }
  }

  private static int number(String name, String text) {
    if (!NUMBER.matcher(text).matches() || Integer.parseInt(text) == 0) {
      throw new UsageException(
          name + " is '" + text + "'; it is a whole number from 1 to 999999999");
    }
    return Integer.parseInt(text);
  }
}
