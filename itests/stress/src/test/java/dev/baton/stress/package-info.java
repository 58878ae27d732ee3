/**
 * Has jcstress play the races, and shows that they notice faults that are planted.
 *
 * <p>{@code ./mvnw verify} plays each for moments; {@code ./mvnw verify -Pstress -pl itests/stress
 * -am} for minutes, and plants the faults.
 */
package dev.baton.stress;
