package dev.baton.container.cluster.member;

import static dev.baton.container.cluster.member.Nodes.eventually;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.container.cluster.NotDeliveredException;
import dev.baton.state.map.OutcomeUnknownException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AskingTest {
  private static final Duration SHORT = Duration.ofMillis(100);
  private static final Duration LONG = Duration.ofSeconds(30);

  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger looks = new AtomicInteger();
  private final CompletableFuture<Told> told = new CompletableFuture<>();
  private volatile boolean member = true;
  private volatile boolean connected;

  @Test
  void whatCouldNotBeSentInTimeWasNotDelivered() throws Exception {
    assertInstanceOf(NotDeliveredException.class, failure(begin(SHORT)));
    connected = true;
    int before = looks.get();
    eventually("nobody looks any more", () -> looks.get() <= before + 1);
    assertEquals(0, sent.get());
  }

  @Test
  void itIsSentOnceThereIsAConnection() throws Exception {
    CompletableFuture<byte[]> answer = begin(LONG);
    eventually("it waits", () -> looks.get() > 2);
    assertEquals(0, sent.get());

    connected = true;
    eventually("it is sent", () -> sent.get() == 1);
    told.complete(Told.answered(new byte[] {7}));

    assertArrayEquals(new byte[] {7}, answer.get(30, TimeUnit.SECONDS));
    assertEquals(1, sent.get());
  }

  @Test
  void whoeverIsMissedBeforeItWasSentWasNotAsked() throws Exception {
    CompletableFuture<byte[]> answer = begin(LONG);
    eventually("it waits", () -> looks.get() > 2);
    member = false;

    assertInstanceOf(NotDeliveredException.class, failure(answer));
    assertEquals(0, sent.get());
  }

  @Test
  void whatWasSentAndNotAnsweredIsUnknown() {
    connected = true;

    assertInstanceOf(OutcomeUnknownException.class, failure(begin(SHORT)));
    assertEquals(1, sent.get());
  }

  @Test
  void whatFailedAfterItWasSentIsTranslated() {
    connected = true;
    CompletableFuture<byte[]> answer = begin(LONG);
    told.completeExceptionally(new IllegalStateException("the member left"));

    Throwable failure = failure(answer);
    assertInstanceOf(OutcomeUnknownException.class, failure);
    assertTrue(failure.getMessage().contains("the member left"));
  }

  private CompletableFuture<byte[]> begin(Duration limit) {
    return new Asking(
            "b",
            () -> member,
            () -> {
              looks.incrementAndGet();
              return connected;
            },
            () -> {
              sent.incrementAndGet();
              return told;
            })
        .begin(limit, AskingTest::translated)
        .toCompletableFuture();
  }

  private static RuntimeException translated(Throwable failure) {
    return failure instanceof NotDeliveredException notSent
        ? notSent
        : new OutcomeUnknownException(failure.toString(), failure);
  }

  private static Throwable failure(CompletableFuture<byte[]> answer) {
    return assertThrows(ExecutionException.class, () -> answer.get(30, TimeUnit.SECONDS))
        .getCause();
  }
}
