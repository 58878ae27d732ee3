package dev.baton.container.upgrade.tend;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class NextLookTest {
  private static final Duration NEVER = Duration.ofHours(1);
  private static final Duration PAUSE = Duration.ofMillis(80);

  @Test
  void firstComesAsSoonAsItIsWanted() {
    NextLook look = new NextLook(NEVER);

    look.comeSoon();

    comes(look);
  }

  @Test
  void whatIsToldInLotsIsLookedAtTogetherWhenThePauseIsOver() throws InterruptedException {
    NextLook look = new NextLook(PAUSE);
    look.comeSoon();
    look.await(NEVER);
    long first = System.nanoTime();

    look.comeSoon();
    look.comeSoon();
    look.await(NEVER);

    assertTrue(System.nanoTime() - first >= PAUSE.toNanos() * 9 / 10);
    long second = System.nanoTime();
    look.await(PAUSE);
    assertTrue(System.nanoTime() - second >= PAUSE.toNanos() * 9 / 10, "nothing was left to tell");
  }

  @Test
  void whatMustNotWaitDoesNotWaitForThePause() throws InterruptedException {
    NextLook look = new NextLook(NEVER);
    look.comeSoon();
    look.await(NEVER);

    look.comeSoon();
    look.comeAtOnce();

    comes(look);
  }

  @Test
  void comesNowAndThenIfNothingIsTold() {
    NextLook look = new NextLook(NEVER);

    assertTimeoutPreemptively(Duration.ofMinutes(1), () -> look.await(Duration.ofMillis(1)));
  }

  private static void comes(NextLook look) {
    assertTimeoutPreemptively(Duration.ofMinutes(1), () -> look.await(NEVER));
  }
}
