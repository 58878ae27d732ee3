package dev.baton.container.upgrade.route;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.baton.container.gate.Trail;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QuestionTest {
  private static final MethodId METHOD = new MethodId("shop", "Shop", "order", "()V");
  private static final Trail TRAIL = new Trail(UUID.randomUUID(), 1);

  @Test
  void isReadAsItWasAsked() throws IOException {
    Question asked = question("shop", METHOD, TRAIL);
    Question read = Question.of(asked.toBytes());
    assertEquals("shop", read.service());
    assertEquals(METHOD, read.method());
    assertEquals(TRAIL, read.trail());
    assertArrayEquals(new byte[] {1}, read.arguments().get(0));
  }

  static Stream<Question> incomplete() {
    return Stream.of(
        question(null, METHOD, TRAIL),
        question("shop", new MethodId(null, "Shop", "order", "()V"), TRAIL),
        question("shop", new MethodId("shop", null, "order", "()V"), TRAIL),
        question("shop", new MethodId("shop", "Shop", null, "()V"), TRAIL),
        question("shop", new MethodId("shop", "Shop", "order", null), TRAIL),
        question("shop", METHOD, new Trail(null, 1)),
        question("shop", METHOD, new Trail(UUID.randomUUID(), 0)));
  }

  @ParameterizedTest
  @MethodSource("incomplete")
  void isRefusedIfItNamesNoMethodOrNoChain(Question asked) {
    assertThrows(IOException.class, () -> Question.of(asked.toBytes()));
  }

  private static Question question(String service, MethodId method, Trail trail) {
    return new Question(service, 7, method, trail, 100, List.of(new byte[] {1}));
  }
}
