package dev.baton.container;

/** The phases of a hand-off in their order, and that of a backup. */
public enum Phase {
  CHECK("looks at the files"),
  STAGE("installs and starts the new version behind the gate"),
  CATCH_UP("copies and migrates the state while the old version serves"),
  CUT_OVER("moves shard by shard to the new version"),
  HELD("waits for finish or abort"),
  COPY("copies shards into files, or out of them"),
  FINISH("re-encodes what older schemas wrote and removes the old version"),
  DONE("is over");

  private final String meaning;

  Phase(String meaning) {
    this.meaning = meaning;
  }

  /** What happens in it, to follow the words "the container ...". */
  public String meaning() {
    return meaning;
  }
}
