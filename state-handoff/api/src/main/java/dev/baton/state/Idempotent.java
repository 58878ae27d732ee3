package dev.baton.state;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a service method that may be executed more than once for one call: a second time changes
 * nothing that the first has not, as with reading, or with setting a value. When it is not known
 * whether another node has executed such a call, it is made once more; of any other method the
 * caller is told that the outcome is unknown.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Idempotent {}
