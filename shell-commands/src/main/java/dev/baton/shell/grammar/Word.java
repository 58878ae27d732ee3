package dev.baton.shell.grammar;

/** What a word of a command line stands for; named as in the usage line. */
public enum Word {
  /** A file, relative to the client's working directory. */
  FILE,
  /** A directory, relative to the client's working directory. */
  DIRECTORY,
  /** A service of this node. */
  SERVICE,
  /** A kept version of the service named before. */
  VERSION,
  /** A node of the cluster. */
  NODE,
  /** The number of a shard, from 0. */
  SHARD,
  /** What one of two nodes does alone: {@code stop} or {@code continue}. */
  ANSWER,
  /** A table of the service named before. */
  TABLE,
  /** The text form of a key of the table named before. */
  KEY,
  /** A number and a unit. */
  DURATION,
  /** A positive whole number. */
  NUMBER,
  /** The id of a rollout. */
  ID,
  /** A command of this shell. */
  COMMAND
}
