package dev.baton.container.upgrade.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.baton.state.codec.Codecs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignatureTest {
  private final Signature order = signature("order");

  @Test
  void argumentsThatDoNotFitAreToldWithMethodAndType() {
    List<byte[]> encoded = new ArrayList<>(order.encodeArguments(new Object[] {"x", 1L}));
    assertEquals(List.of("x", 1L), Arrays.asList(order.decodeArguments(encoded)));
    encoded.set(1, new byte[] {(byte) 0xff});
    assertEquals(
        "parameter 2 of Shop.order, long: 1 bytes are no integer, which has 8", refusal(encoded));
    encoded.set(1, null);
    assertEquals("parameter 2 of Shop.order, long: null came", refusal(encoded));
    assertEquals("Shop.order has 2 parameters, but 0 came", refusal(List.of()));
  }

  private String refusal(List<byte[]> encoded) {
    return assertThrows(IllegalArgumentException.class, () -> order.decodeArguments(encoded))
        .getMessage();
  }

  @Test
  void aMethodWithoutArgumentsOrResultHasNone() {
    assertEquals(0, signature("everywhere").decodeArguments(List.of()).length);
    assertEquals(null, signature("fail").encodeResult(null));
  }

  private static Signature signature(String name) {
    return Arrays.stream(Shop.class.getMethods())
        .filter(m -> m.getName().equals(name))
        .map(m -> new Signature("shop", 0, "Shop", m, Shop.class, new Codecs()))
        .findFirst()
        .orElseThrow();
  }
}
