package dev.baton.state;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the parameter of a service method whose value says which shard the call belongs to: a
 * {@code String}, {@code int}, {@code long}, {@code short}, {@code byte}, {@code UUID}, enum or
 * {@code byte[]}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface ShardKey {}
