package dev.baton.shell.grammar;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which word a parameter of a command takes; flags, which take none, have no such annotation.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Takes {

  /** What the word stands for. */
  Word value();

  /** Whether it may be left out, as only the last ones may; it is null then. */
  boolean optional() default false;
}
