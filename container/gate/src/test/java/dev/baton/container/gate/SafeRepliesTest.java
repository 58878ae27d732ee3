package dev.baton.container.gate;

import static dev.baton.container.gate.Rig.call;
import static dev.baton.container.gate.Rig.occupant;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.baton.container.UnknownOutcomeException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When replies and nested calls wait for what was written. */
class SafeRepliesTest {
  private final List<String> log = new ArrayList<>();
  private final FakeCustody first = new FakeCustody("a");
  private final FakeCustody second = new FakeCustody("b");
  private final ShardGate a = Rig.open(occupant("1.0.0", new Object(), first, 0));
  private final ShardGate b = Rig.open(occupant("1.0.0", new Object(), second, 0));
  private final ShardGate plain = Rig.open(occupant("1.0.0", new Object(), null, -1));

  private final class FakeCustody implements Custody {
    @Override
    public void called(int calls) {}

    private final String name;
    private long written;
    private RuntimeException unsafe;

    FakeCustody(String name) {
      this.name = name;
    }

    void write() {
      written++;
    }

    @Override
    public long position() {
      return written;
    }

    @Override
    public void awaitSafe(long position) {
      log.add(name + position);
      if (unsafe != null) {
        throw unsafe;
      }
    }
  }

  @Test
  void aReplyWaitsForWhatWasWrittenWhenTheCallEnded() {
    call(a, first::write);
    assertEquals(List.of("a1"), log);
  }

  @Test
  void aReplyWaitsAfterTheCallHasLeftTheGate() {
    first.unsafe =
        new RuntimeException() {
          @Override
          public String getMessage() {
            assertNull(Calls.custody());
            return "unsafe";
          }
        };
    RuntimeException thrown = assertThrows(RuntimeException.class, () -> call(a));
    assertEquals("unsafe", thrown.getMessage());
    first.unsafe = null;
    assertNull(Calls.current().occupant());
  }

  @Test
  void aCallIntoAnotherShardWaitsForItsCallersWrites() {
    call(
        a,
        () -> {
          first.write();
          call(
              b,
              () -> {
                assertSame(second, Calls.custody());
                log.add("in b");
                second.write();
              });
          assertSame(first, Calls.custody());
          first.write();
        });
    assertEquals(List.of("a1", "in b", "b1", "a2"), log);
  }

  @Test
  void aCallWithoutAShardWaitsToo() {
    call(
        a,
        () -> {
          first.write();
          call(plain, () -> log.add("in plain"));
        });
    assertEquals(List.of("a1", "in plain", "a1"), log);
  }

  @Test
  void aCallIntoTheSameShardDoesNotWait() {
    call(
        a,
        () -> {
          first.write();
          call(a, first::write);
          log.add("back");
        });
    assertEquals(List.of("back", "a2"), log);
  }

  @Test
  void aCallThatThrewWaitsToo() {
    assertThrows(
        IllegalStateException.class,
        () ->
            call(
                a,
                () -> {
                  first.write();
                  throw new IllegalStateException("no");
                }));
    assertEquals(List.of("a1"), log);
  }

  @Test
  void anUnknownOutcomePassesAndCarriesWhatTheCallThrew() {
    first.unsafe = new UnknownOutcomeException("not answered", null);
    UnknownOutcomeException unknown =
        assertThrows(
            UnknownOutcomeException.class,
            () ->
                call(
                    a,
                    () -> {
                      throw new IllegalStateException("no");
                    }));
    assertEquals("no", unknown.getSuppressed()[0].getMessage());
    assertNull(Calls.custody());
  }

  @Test
  void aNestedCallIsNotExecutedWhenItsCallersWritesAreNotSafe() {
    List<String> executed = new ArrayList<>();
    assertThrows(
        UnknownOutcomeException.class,
        () ->
            call(
                a,
                () -> {
                  first.unsafe = new UnknownOutcomeException("not answered", null);
                  call(b, () -> executed.add("b"));
                }));
    assertFalse(executed.contains("b"));
  }
}
