package dev.baton.itests.point;

/** Which of three nodes ends. */
enum Who {
  /** The one that hands over, leaves, or leads the change. */
  FIRST,
  /** The one that takes over, or comes. */
  SECOND,
  /** Another one. */
  THIRD,
  /** The one that has been there longest of those that are not {@link #FIRST}. */
  OLDEST
}
