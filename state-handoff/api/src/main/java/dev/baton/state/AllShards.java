package dev.baton.state;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a service method that runs once on every shard, one after another. It returns nothing or a
 * number; numbers are merged as declared. It is no snapshot: other calls go on between the shards.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface AllShards {

  /** How the shards' numbers become one. */
  Merge value() default Merge.SUM;

  /** How numbers are merged. */
  enum Merge {
    SUM,
    MIN,
    MAX
  }
}
