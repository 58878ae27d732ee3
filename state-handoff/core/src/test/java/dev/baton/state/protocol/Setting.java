package dev.baton.state.protocol;

/**
 * What a world is made of.
 *
 * @param nodes 1; 2, which keep a copy each; or 3, of which the first keeps none
 * @param primary which node keeps the primary at first; node 0 holds the shard at first
 * @param keys how many keys are written in turn
 * @param deployed whether the service exists at first
 * @param quickDisks whether stores write at once; with two copies they seldom matter
 * @param cold whether all begins with a start after a kill of everybody
 * @param isolates whether a crash may also be a node that others only believe to be gone
 */
record Setting(
    int nodes,
    int primary,
    int keys,
    boolean deployed,
    boolean isolates,
    boolean quickDisks,
    boolean cold,
    Budget budget) {

  static Setting alone(Budget budget) {
    return new Setting(1, 0, 2, true, false, false, false, budget);
  }

  static Setting pair(int primary, Budget budget) {
    return new Setting(2, primary, 2, true, false, false, false, budget);
  }

  static Setting trio(Budget budget) {
    return new Setting(3, 1, 2, true, false, true, false, budget);
  }

  Setting fromStores() {
    return new Setting(nodes, primary, keys, deployed, isolates, quickDisks, true, budget);
  }

  Setting withKeys(int number) {
    return new Setting(nodes, primary, number, deployed, isolates, quickDisks, cold, budget);
  }

  Setting undeployed() {
    return new Setting(nodes, primary, keys, false, isolates, quickDisks, cold, budget);
  }

  Setting quick() {
    return new Setting(nodes, primary, keys, deployed, isolates, true, cold, budget);
  }

  Setting isolating() {
    return new Setting(nodes, primary, keys, deployed, true, quickDisks, cold, budget);
  }
}
