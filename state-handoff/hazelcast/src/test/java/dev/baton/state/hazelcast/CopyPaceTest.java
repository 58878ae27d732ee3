package dev.baton.state.hazelcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.internal.partition.impl.MigrationInterceptor.MigrationParticipant;
import dev.baton.state.map.HandoffMap.Pace;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CopyPaceTest {
  private static final int ASKED_OFTEN = 10;

  private final CountDownLatch asked = new CountDownLatch(ASKED_OFTEN);
  private volatile Pace now = Pace.LATER;
  private final CopyPace pace =
      new CopyPace(
          () -> {
            asked.countDown();
            return now;
          });

  @Test
  void copiesForOneWhoComesDoNotWait() {
    pace.onMigrationStart(MigrationParticipant.MASTER, null);

    assertEquals(ASKED_OFTEN - 1, asked.getCount());
  }

  @Test
  void afterALossCopiesWaitUntilNothingIsMoreUrgent() throws Exception {
    pace.memberRemoved(null);
    CompletableFuture<Void> copy = begin(MigrationParticipant.MASTER);
    assertTrue(asked.await(20, TimeUnit.SECONDS));
    assertFalse(copy.isDone());

    now = Pace.SLOWLY;

    copy.get(20, TimeUnit.SECONDS);
  }

  @Test
  void nobodyWaitsForOneWhoLeavesWhenItsCopiesAreWithOthers() {
    pace.memberRemoved(null);
    now = Pace.AT_ONCE;

    pace.onMigrationStart(MigrationParticipant.MASTER, null);

    assertEquals(ASKED_OFTEN - 1, asked.getCount());
  }

  @Test
  void theNextLossEndsTheWaitSoThatBackupsArePromoted() throws Exception {
    pace.memberRemoved(null);
    CompletableFuture<Void> copy = begin(MigrationParticipant.MASTER);
    assertTrue(asked.await(20, TimeUnit.SECONDS));

    pace.memberRemoved(null);

    copy.get(20, TimeUnit.SECONDS);
  }

  @Test
  void onlyWhoPlansTheCopiesWaits() {
    pace.memberRemoved(null);

    pace.onMigrationStart(MigrationParticipant.SOURCE, null);
    pace.onMigrationStart(MigrationParticipant.DESTINATION, null);

    assertEquals(ASKED_OFTEN, asked.getCount());
  }

  private CompletableFuture<Void> begin(MigrationParticipant participant) {
    return CompletableFuture.runAsync(() -> pace.onMigrationStart(participant, null));
  }
}
