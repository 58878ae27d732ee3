package dev.baton.state.migration;

import dev.baton.state.TableSpec.Step;
import dev.baton.state.codec.AuthorCode;
import java.util.List;

/** The steps that lead from one schema to another; none if both are the same. */
record MigrationPath(String table, List<Step> steps) {

  /**
   * Takes a value along the path.
   *
   * @param key the key as the author knows it
   * @throws MigrationFailedException if a step throws or returns what it must not
   */
  Object apply(Object key, Object value) {
    Object at = value;
    for (Step step : steps) {
      at = apply(step, key, at);
    }
    return at;
  }

  private Object apply(Step step, Object key, Object value) {
    Object result;
    try {
      result = AuthorCode.call(step.migration(), () -> step.migration().apply(key, value));
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      throw failed(step, key, e.toString(), e);
    }
    if (result == null) {
      throw failed(step, key, "it returned null", null);
    }
    if (!Types.boxed(step.toType()).isInstance(result)) {
      throw failed(
          step,
          key,
          "it returned a " + result.getClass().getName() + ", not a " + step.toType().getName(),
          null);
    }
    return result;
  }

  private MigrationFailedException failed(Step step, Object key, String why, Throwable cause) {
    return new MigrationFailedException(
        "Migration of "
            + table
            + " from schema "
            + step.from()
            + " to "
            + step.to()
            + " failed for key '"
            + Types.text(key)
            + "': "
            + why,
        cause);
  }
}
