package dev.baton.state.step;

/**
 * Every step of a deploy, hand-off, finish and boot that a crash could part from the next; and
 * those of what several nodes do together, where one of them could go between two.
 *
 * <p>The system property {@value #HALT_AT}, as {@code NAME} or {@code NAME:n}, halts the process
 * when a step is reached for the n-th time, as kill -9 would. A row of them, separated by commas,
 * halts at the last; each is counted from when the one before it was reached. {@code @FILE} takes
 * the row from a file, and counts from when that file is there. Only tests set it.
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
  BATCH_WRITTEN_BY_STORE,
  ARRIVAL_BEGUN(true),
  ARRIVAL_LOADED(true),
  ARRIVAL_TOLD(true),
  SHARD_LEFT(true),
  NODE_DRAINED(true),
  NODE_STOPPED(true),
  VALUE_ACCEPTED(true),
  MEMBER_TAKEN_OUT(true),
  CLAIM_SENT(true),
  CLAIM_APPLIED(true),
  SHARD_LOADED(true),
  RESTORE_PLACED(true),
  RESTORE_APPLIED(true),
  STORED_ENTRIES_SENT(true),
  COPY_STORED(true),
  COPY_SET_RECORDED(true),
  COPY_SET_APPLIED(true),
  NODES_STAGED(true),
  NODE_MOVED(true);

  /** The name of the property that halts the process at a step. */
  public static final String HALT_AT = "baton.haltAt";

  /** The exit status of a process that was halted at a step. */
  public static final int HALT_STATUS = 97;

  private static final Halt HALT = Halt.parse(System.getProperty(HALT_AT, ""));
  private static final boolean HALTS = !HALT.isEmpty();

  private final boolean ofSeveral;

  Step() {
    this(false);
  }

  Step(boolean ofSeveral) {
    this.ofSeveral = ofSeveral;
  }

  /**
   * Whether it belongs to what several nodes do together. A node that is alone may reach it too.
   */
  public boolean isOfSeveral() {
    return ofSeveral;
  }

  /** Says that this step is done; costs nothing unless a test halts somewhere. */
  public void reached() {
    if (HALTS && HALT.by(this)) {
      System.err.println("Halting at step " + this);
      Runtime.getRuntime().halt(HALT_STATUS);
    }
  }
}
