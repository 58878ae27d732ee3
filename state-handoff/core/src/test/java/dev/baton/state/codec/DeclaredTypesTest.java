package dev.baton.state.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DeclaredTypesTest {
  private final Codecs codecs = new Codecs();

  record Pair<A, B>(A first, B second) {}

  interface Shelf<T> {
    T swap(T given);

    List<Pair<T, Long>> all();
  }

  interface Texts extends Shelf<String> {
    long count(long from);

    Map<String, List<Integer>> index();

    Object anything();

    <V> V same(V value);

    String text();

    Integer number();

    short small();

    UUID id();

    byte[] bytes();

    RetentionPolicy constant();
  }

  @Test
  void valuesKeepWhatTheirDeclaredTypesSay() {
    assertEquals(7L, through("count", 7L));
    Map<String, List<Integer>> index = Map.of("a", List.of(1, 2));
    assertEquals(index, through("index", index));
  }

  @Test
  void whatHasADirectFormTravelsInIt() {
    UUID id = UUID.randomUUID();
    assertEquals("lone \ud800?", through("text", "lone \ud800?"));
    assertEquals(Integer.MIN_VALUE, through("number", Integer.MIN_VALUE));
    assertEquals((short) -1, through("small", (short) -1));
    assertEquals(id, through("id", id));
    assertArrayEquals(new byte[] {1, 2}, (byte[]) through("bytes", new byte[] {1, 2}));
    assertEquals(RetentionPolicy.CLASS, through("constant", RetentionPolicy.CLASS));
    assertArrayEquals(codecs.keys(UUID.class).encode(id), codec("id").encode(id));
  }

  @Test
  void variablesOfAnInheritedInterfaceAreWhatCallersSeeThemAs() {
    assertEquals("text", through("swap", "text"));
    List<Pair<String, Long>> all = List.of(new Pair<>("one", 1L), new Pair<>("none", null));
    assertEquals(all, through("all", all));
  }

  @Test
  void whatSaysNothingOfItsValuesIsRefused() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> through("anything", "x"));
    assertTrue(
        refused.getMessage().endsWith("holds. Use records and JDK value types"),
        refused.getMessage());
    assertThrows(IllegalArgumentException.class, () -> through("same", "x"));
  }

  private Object through(String name, Object value) {
    ValueCodec codec = codec(name);
    return codec.decode(codec.encode(value));
  }

  private ValueCodec codec(String name) {
    Method method =
        Arrays.stream(Texts.class.getMethods())
            .filter(m -> m.getName().equals(name))
            .findFirst()
            .orElseThrow();
    return codecs.declared(method.getGenericReturnType(), method.getDeclaringClass(), Texts.class);
  }
}
