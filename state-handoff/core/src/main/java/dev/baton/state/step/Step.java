package dev.baton.state.step;

/**
 * Every step of a deploy, hand-off, finish and boot that a crash could part from the next.
 *
 * <p>The system property {@value #HALT_AT}, as {@code NAME} or {@code NAME:n}, halts the process
 * when a step is reached for the n-th time, as kill -9 would. A row of them, separated by commas,
 * halts at the last; each is counted from when the one before it was reached. Only tests set it.
 */
public enum Step {
  ARTIFACT_KEPT,
  CHANGE_RECORDED,
  VERSION_INSTALLED,
  VERSION_STARTED,
  SERVICES_FETCHED,
  FOLLOWER_SUBSCRIBED,
  FOLLOWER_LOADED,
  GATE_CLOSED,
  CALLS_DRAINED,
  HANDING_OVER_CALLED,
  SHARD_SEALED,
  LAST_BATCH_SENT,
  LAST_BATCH_SAFE,
  DIGESTS_COMPARED,
  COMMIT_SENT,
  COMMIT_APPLIED,
  COMMIT_ANSWERED,
  TOOK_OVER_CALLED,
  GATE_OPENED,
  ALL_SHARDS_MOVED,
  OUTCOME_RECORDED,
  OLD_SCHEMAS_REENCODED,
  OLD_VERSION_STOPPED,
  OLD_VERSION_UNINSTALLED,
  FINISH_RECORDED,
  BATCH_APPLIED,
  BATCH_QUEUED_IN_STORE,
  BATCH_WRITTEN_BY_STORE;

  /** The name of the property that halts the process at a step. */
  public static final String HALT_AT = "baton.haltAt";

  /** The exit status of a process that was halted at a step. */
  public static final int HALT_STATUS = 97;

  private static final Halt HALT = Halt.parse(System.getProperty(HALT_AT, ""));
  private static final boolean HALTS = !HALT.isEmpty();

  /** Says that this step is done; costs nothing unless a test halts somewhere. */
  public void reached() {
    if (HALTS && HALT.by(this)) {
      System.err.println("Halting at step " + this);
      Runtime.getRuntime().halt(HALT_STATUS);
    }
  }
}
