package dev.baton.container.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceException;

/** What goes wrong in a call or in its way out leaves no call behind that never ends. */
class FaultsTest {
  private static final Runnable NOTHING = () -> {};

  /** An exception of the bundle's own whose text cannot be had. */
  private static final class Unspeakable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no message");
    }
  }

  /** Safe at once, and does something when it is asked. */
  private static final class Asked implements Custody {
    @Override
    public void called(int calls) {}

    private final Runnable then;

    Asked(Runnable then) {
      this.then = then;
    }

    @Override
    public long position() {
      return 1;
    }

    @Override
    public void awaitSafe(long position) {
      then.run();
    }
  }

  @Test
  void aCallWhoseExceptionCannotBeTurnedIntoTextEnds() {
    Occupant own = new Occupant("1", getClass().getClassLoader(), new Targets(), null, 0);
    ShardGate gate = Rig.open(own);
    ServiceException thrown =
        assertThrows(
            ServiceException.class,
            () ->
                Rig.call(
                    gate,
                    () -> {
                      throw new Unspeakable();
                    }));
    assertTrue(thrown.getMessage().contains("Unspeakable"), thrown.getMessage());
    assertEquals(List.of(), own.running());
    assertEquals(-1, Calls.shard());
  }

  @Test
  void aBodyThatThrowsAnUndeclaredCheckedExceptionEnds() {
    Occupant own = new Occupant("1", null, new Targets(), null, 0);
    ShardGate gate = Rig.open(own);
    assertThrows(
        IOException.class,
        () ->
            gate.call(
                "1",
                "body",
                () -> {
                  throw Passing.sneaky(new IOException("undeclared"));
                }));
    assertEquals(List.of(), own.running());
    assertEquals(-1, Calls.shard());
  }

  @Test
  void aChainComesBackInThoughTheGateClosesWhileItsOtherWritesGetSafe() {
    ShardGate[] a = {null};
    Occupant inA = Rig.occupant("1", new Object(), new Asked(NOTHING), 0);
    Occupant inB = Rig.occupant("1", new Object(), new Asked(() -> a[0].close()), 0);
    a[0] = new ServiceGate("a", 1, new HoldLimits(10, Duration.ofMillis(200))).shard(0);
    a[0].open(inA);
    ShardGate b = Rig.open(inB);
    assertEquals("1", Rig.call(a[0], () -> Rig.call(b, () -> Rig.call(a[0]))));
  }

  @Test
  void aChainThatComesBackInAsAnotherVersionIsRefused() {
    Occupant one = Rig.occupant("1", new Object(), new Asked(NOTHING), 0);
    ShardGate gate = Rig.open(one);
    Rig.call(
        gate,
        () -> {
          gate.close();
          NotHeldException refused =
              assertThrows(NotHeldException.class, () -> gate.call("2", "body", () -> null));
          assertEquals("1", refused.holder());
          assertSame("in", gate.call("1", "body", () -> "in"));
        });
  }
}
