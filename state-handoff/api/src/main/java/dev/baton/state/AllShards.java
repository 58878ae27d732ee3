package dev.baton.state;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a service method that runs once on every shard, one after another. It is no snapshot: other
 * calls go on between the shards.
 *
 * <p>It returns nothing, or what can be merged: a number, as declared here; a {@code List}, {@code
 * Set} or {@code Map}, which are joined. Where several shards have a value for the same key of a
 * map, the values are merged likewise, and if they cannot be, the call fails with an {@code
 * IllegalStateException} that names the key, after it was executed. Or a {@code CompletionStage} or
 * {@code CompletableFuture} of these: then no shard is waited for before the next is called, and
 * the result is there when all have theirs. What is null counts for nothing.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface AllShards {

  /** How the shards' numbers become one, those in collections included. */
  Merge value() default Merge.SUM;

  /** How numbers are merged. */
  enum Merge {
    SUM,
    MIN,
    MAX
  }
}
