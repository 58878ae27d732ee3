package dev.baton.state.hazelcast;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.internal.partition.MigrationInfo;
import com.hazelcast.internal.partition.impl.MigrationInterceptor;
import dev.baton.state.map.HandoffMap.Pace;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * How fast Hazelcast copies partitions from member to member. Copying a whole one takes processor
 * and its thread away from calls; so a copy that is felt is followed by a pause of twice the time
 * that it took. After a member was lost no copy is made before what it held is served again: taking
 * it over needs the same, and shards have a copy less for as much longer, ten seconds at most. Only
 * for a member that leaves when its copies are with others there is no pause.
 *
 * <p>Runs on the migration thread of the oldest member, and blocks it. The backups of another
 * member that is lost are promoted by the same thread, after the copy that waits; so that one goes
 * on at once.
 */
final class CopyPace implements MigrationInterceptor, MembershipListener {
  /** Until then those that take over have found out what there is to take. */
  private static final long LEAST_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long FELT_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final int PAUSES_TO_COPIES = 2;

  private final Supplier<Pace> pace;
  private volatile Loss last;
  private volatile long begun;
  private volatile long pause;

  /** A moment, told from others by identity. */
  private record Loss(long nanoTime) {}

  CopyPace(Supplier<Pace> pace) {
    this.pace = pace;
  }

  @Override
  public void memberAdded(MembershipEvent event) {}

  @Override
  public void memberRemoved(MembershipEvent event) {
    last = new Loss(System.nanoTime());
  }

  @Override
  public void onMigrationStart(MigrationParticipant participant, MigrationInfo migration) {
    if (participant != MigrationParticipant.MASTER) {
      return;
    }
    long since = System.nanoTime();
    Loss loss = last;
    try {
      while (loss == last && isToWait(System.nanoTime() - since, loss)) {
        TimeUnit.NANOSECONDS.sleep(LOOK_NANOS);
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    begun = System.nanoTime();
  }

  @Override
  public void onMigrationComplete(
      MigrationParticipant participant, MigrationInfo migration, boolean success) {
    if (participant == MigrationParticipant.MASTER) {
      long took = System.nanoTime() - begun;
      pause = took < FELT_NANOS ? 0 : Math.min(LONGEST_PAUSE_NANOS, PAUSES_TO_COPIES * took);
    }
  }

  private boolean isToWait(long waited, Loss loss) {
    Pace now = pace.get();
    if (now == Pace.AT_ONCE) {
      return false;
    }
    long sinceLoss = loss == null ? MOST_NANOS : System.nanoTime() - loss.nanoTime;
    return sinceLoss < LEAST_NANOS
        || (sinceLoss < MOST_NANOS && now == Pace.LATER)
        || waited < pause;
  }
}
