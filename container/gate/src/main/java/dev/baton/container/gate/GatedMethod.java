package dev.baton.container.gate;

/**
 * A method that calls enter by.
 *
 * @param service the name of the service bundle
 * @param name interface and method, such as {@code Counter.increment}
 * @param target which of the bundle's gated services has it, an index into an occupant's targets;
 *     negative if the call brings its own body
 */
public record GatedMethod(String service, String name, int target) {}
