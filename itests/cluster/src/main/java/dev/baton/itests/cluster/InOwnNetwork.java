package dev.baton.itests.cluster;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Stories that have a {@link Network}: each is played by a JVM of its own, in a network namespace
 * of its own, of which that JVM is the router. Where a machine gives no namespaces the stories are
 * skipped, and say why.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NamespaceExtension.class)
public @interface InOwnNetwork {}
