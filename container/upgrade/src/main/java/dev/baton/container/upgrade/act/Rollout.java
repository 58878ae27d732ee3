package dev.baton.container.upgrade.act;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.MDC;

/**
 * The rollout that a thread works for. Its id stands in what the thread logs, and goes along to the
 * nodes that it asks, so that all of it can be found.
 */
public final class Rollout {
  /** The name under which a logging pattern finds the id. */
  private static final String KEY = "rollout";

  private static final DateTimeFormatter BEGUN = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  private Rollout() {}

  /** An end of work; throws nothing. */
  public interface Work extends AutoCloseable {
    @Override
    void close();
  }

  /** The id of a rollout that begins now: its time in UTC, and something by chance. */
  static String begin() {
    return LocalDateTime.now(ZoneOffset.UTC).format(BEGUN)
        + String.format(Locale.ROOT, "-%04x", ThreadLocalRandom.current().nextInt(1 << 16));
  }

  /** When a rollout began, by its id; empty if that is no id. */
  public static Optional<Instant> begun(String id) {
    try {
      String time = id.substring(0, Math.max(0, id.lastIndexOf('-')));
      return Optional.of(LocalDateTime.parse(time, BEGUN).toInstant(ZoneOffset.UTC));
    } catch (DateTimeParseException other) {
      return Optional.empty();
    }
  }

  /** The one that this thread works for, or an empty text. */
  public static String current() {
    String id = MDC.get(KEY);
    return id == null ? "" : id;
  }

  /**
   * This thread works for a rollout until that is closed.
   *
   * @param id empty if it works for none
   */
  public static Work work(String id) {
    String before = current();
    set(id);
    return () -> set(before);
  }

  private static void set(String id) {
    if (id.isEmpty()) {
      MDC.remove(KEY);
    } else {
      MDC.put(KEY, id);
    }
  }
}
