package dev.baton.itests.map;

/** How the writer writes: the container's way, or one with a planted fault. */
enum Way {
  /** The fenced operation, repeated until it is answered. */
  FENCED,
  /** The same, but what the header says after an unknown outcome is taken for an answer. */
  BELIEVES_THE_HEADER,
  /** The same, with a copy set of the primary alone. */
  FORGETS_THE_BACKUP
}
