package dev.baton.container.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceException;

class PassingTest {

  /** Its loader plays the service bundle's. */
  static final class OwnException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OwnException(String message) {
      super(message);
    }
  }

  private final Occupant own =
      new Occupant("2.0.0", OwnException.class.getClassLoader(), new Targets(), null, 3);

  @Test
  void exceptionsOfTheJdkAndOfApisPass() {
    IOException thrown = new IOException("disk", new IllegalStateException("inner"));
    assertSame(thrown, Passing.outOf(own, Rig.GET, thrown));
  }

  @Test
  void anExceptionOfTheBundlesOwnArrivesAsText() {
    Throwable passed = Passing.outOf(own, Rig.GET, new OwnException("nine"));
    assertTrue(passed instanceof ServiceException);
    String prefix = "Counter.get of counter 2.0.0 threw " + OwnException.class.getName() + ": nine";
    assertEquals(prefix, passed.getMessage().lines().findFirst().orElseThrow());
    assertTrue(passed.getMessage().contains("at " + PassingTest.class.getName()));
    assertNull(passed.getCause());
  }

  @Test
  void anExceptionThatCarriesOneArrivesAsText() {
    Exception caused = new IllegalStateException("outer", new OwnException("inner"));
    assertTrue(Passing.outOf(own, Rig.GET, caused) instanceof ServiceException);
    Exception suppressing = new IllegalStateException("outer");
    suppressing.addSuppressed(new OwnException("inner"));
    assertTrue(Passing.outOf(own, Rig.GET, suppressing) instanceof ServiceException);
  }
}
