package dev.baton.container.gate.proxy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.container.gate.Calls;
import dev.baton.container.gate.Occupant;
import dev.baton.container.gate.RefusedCallException;
import dev.baton.container.gate.Rig;
import dev.baton.container.gate.ServiceGate;
import dev.baton.container.gate.Targets;
import dev.baton.state.AllShards;
import dev.baton.state.AllShards.Merge;
import dev.baton.state.ShardKey;
import dev.baton.state.Shards;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProxyClassTest {
  private static final int SHARDS = 16;
  private static final int OVERFLOWS = 200;
  private static final long SMALL_STACK = 256 * 1024;

  public interface Base<T> {
    T same(T value, @ShardKey String key);
  }

  /** All kinds of keys, parameters and results. */
  public interface Everything extends Base<String> {
    int text(@ShardKey String key);

    int number(double before, @ShardKey int key, long after);

    int wide(@ShardKey long key);

    int boxed(@ShardKey Integer key);

    int id(@ShardKey UUID key);

    int constant(@ShardKey TimeUnit key);

    int bytes(@ShardKey byte[] key);

    double mixed(byte a, short b, char c, @ShardKey String key, float d, boolean e, double f);

    byte[] array(@ShardKey String key, byte[][] value);

    void nothing(@ShardKey String key) throws IOException;

    @AllShards
    int shards();

    @AllShards(Merge.MAX)
    long highest();

    @AllShards(Merge.MIN)
    Double lowest(int plus);

    @AllShards
    BigInteger whole();

    @AllShards
    void every();

    @AllShards
    List<Integer> list(long plus);

    @AllShards
    CompletionStage<Set<Integer>> later();

    default int twice(String key) {
      return text(key) + text(key);
    }
  }

  /** Without shard keys. */
  public interface Plain {
    String hello(String name);
  }

  static class Serving implements Everything, Plain {
    final List<Integer> shards = new ArrayList<>();
    final CompletableFuture<Void> begun = new CompletableFuture<>();

    @Override
    public String same(String value, String key) {
      return value;
    }

    @Override
    public int text(String key) {
      return Calls.shard();
    }

    @Override
    public int number(double before, int key, long after) {
      assertEquals(1.5, before);
      assertEquals(7L, after);
      return Calls.shard();
    }

    @Override
    public int wide(long key) {
      return Calls.shard();
    }

    @Override
    public int boxed(Integer key) {
      return Calls.shard();
    }

    @Override
    public int id(UUID key) {
      return Calls.shard();
    }

    @Override
    public int constant(TimeUnit key) {
      return Calls.shard();
    }

    @Override
    public int bytes(byte[] key) {
      return Calls.shard();
    }

    @Override
    public double mixed(byte a, short b, char c, String key, float d, boolean e, double f) {
      return a + b + c + d + (e ? 1 : 0) + f;
    }

    @Override
    public byte[] array(String key, byte[][] value) {
      return value[0];
    }

    @Override
    public void nothing(String key) throws IOException {
      throw new IOException(key);
    }

    @Override
    public int shards() {
      return 1;
    }

    @Override
    public long highest() {
      return Calls.shard();
    }

    @Override
    public Double lowest(int plus) {
      return (double) (Calls.shard() + plus);
    }

    @Override
    public BigInteger whole() {
      return BigInteger.valueOf(Calls.shard());
    }

    @Override
    public void every() {
      shards.add(Calls.shard());
    }

    @Override
    public List<Integer> list(long plus) {
      return List.of(Calls.shard() + (int) plus);
    }

    @Override
    public CompletionStage<Set<Integer>> later() {
      int shard = Calls.shard();
      return begun.thenApply(now -> Set.of(shard));
    }

    @Override
    public String hello(String name) {
      return "hello " + name + " " + Calls.shard();
    }
  }

  private final Serving serving = new Serving();
  private final ServiceGate gates = Rig.gates(SHARDS);
  private final Object proxy;

  ProxyClassTest() {
    for (int shard = 0; shard < SHARDS; shard++) {
      gates.shard(shard).open(Rig.occupant("1.0.0", serving, null, shard));
    }
    gates.unsharded().open(Rig.occupant("1.0.0", serving, null, -1));
    Routes routes = Routes.of(List.of(Everything.class, Plain.class));
    assertEquals(List.of(), routes.problems());
    assertTrue(routes.sharded());
    proxy = new ProxyClass(routes).proxy(gates, 0);
  }

  @Test
  void keysOfEachTypeFindTheirShard() {
    Everything all = (Everything) proxy;
    UUID id = new UUID(3, 4);
    byte[] bytes = {1, 2, 3};
    assertEquals(Shards.of("k", SHARDS), all.text("k"));
    assertEquals(Shards.of(9L, SHARDS), all.number(1.5, 9, 7L));
    assertEquals(Shards.of(9L, SHARDS), all.wide(9));
    assertEquals(Shards.of(9L, SHARDS), all.boxed(9));
    assertEquals(Shards.of((Object) id, SHARDS), all.id(id));
    assertEquals(Shards.of("HOURS", SHARDS), all.constant(TimeUnit.HOURS));
    assertEquals(Shards.of((Object) bytes, SHARDS), all.bytes(bytes));
  }

  @Test
  void parametersAndResultsOfEachTypePass() {
    Everything all = (Everything) proxy;
    assertEquals(103.75, all.mixed((byte) 1, (short) 2, 'a', "k", 1.5f, true, 1.25));
    byte[] value = {5};
    assertSame(value, all.array("k", new byte[][] {value}));
    assertEquals("v", all.same("v", "k"));
    Base<String> base = all;
    assertEquals("w", base.same("w", "k"));
  }

  @Test
  void declaredExceptionsPass() {
    IOException thrown =
        assertThrows(IOException.class, () -> ((Everything) proxy).nothing("disk"));
    assertEquals("disk", thrown.getMessage());
    assertEquals(-1, Calls.shard());
  }

  @Test
  void callsToAllShardsAreMerged() {
    Everything all = (Everything) proxy;
    assertEquals(SHARDS, all.shards());
    assertEquals(SHARDS - 1, all.highest());
    assertEquals(4.0, all.lowest(4));
    assertEquals(BigInteger.valueOf(SHARDS * (SHARDS - 1) / 2), all.whole());
    all.every();
    assertEquals(SHARDS, serving.shards.stream().distinct().count());
    List<Integer> shards = IntStream.range(0, SHARDS).boxed().toList();
    assertEquals(shards.stream().map(shard -> shard + 5).toList(), all.list(5));
  }

  @Test
  void whatAllShardsGiveLaterIsThereWhenAllHaveIt() {
    CompletableFuture<Set<Integer>> all = ((Everything) proxy).later().toCompletableFuture();
    assertFalse(all.isDone());

    serving.begun.complete(null);

    assertEquals(IntStream.range(0, SHARDS).boxed().collect(Collectors.toSet()), all.join());
  }

  @Test
  void callsWithoutAShardEnterTheirOwnGate() {
    assertEquals("hello you -1", ((Plain) proxy).hello("you"));
    gates.unsharded().refuse("gone");
    assertThrows(RefusedCallException.class, () -> ((Plain) proxy).hello("you"));
    assertEquals(Shards.of("k", SHARDS), ((Everything) proxy).text("k"));
  }

  @Test
  void aDefaultMethodWithoutARouteIsTheCallersOwnCode() {
    assertEquals(2 * Shards.of("k", SHARDS), ((Everything) proxy).twice("k"));
  }

  @Test
  void equalsHashCodeAndToStringAreTheProxysOwn() {
    Object other = new ProxyClass(Routes.of(List.of(Plain.class))).proxy(gates, 0);
    assertEquals(proxy, proxy);
    assertNotEquals(proxy, other);
    assertEquals(System.identityHashCode(proxy), proxy.hashCode());
    assertEquals("Plain of counter, through the gate", other.toString());
  }

  @Test
  void aServiceThatAVersionDoesNotOfferIsRefused() {
    gates.unsharded().open(new Occupant("0.9.0", null, new Targets(), null, -1));
    RefusedCallException refused =
        assertThrows(RefusedCallException.class, () -> ((Plain) proxy).hello("you"));
    assertEquals("Plain.hello was not executed: 0.9.0 does not offer it", refused.getMessage());
  }

  @Test
  void anArrayKeyKeepsItsValue() {
    assertArrayEquals(
        new byte[] {1}, ((Everything) proxy).array("k", new byte[][] {new byte[] {1}}));
  }

  @Test
  void aThreadThatRanOutOfStackIsInNoCallAfterwards() throws InterruptedException {
    ClassLoader callers = ClassLoader.getPlatformClassLoader();
    List<String> found = new CopyOnWriteArrayList<>();
    for (int i = 0; i < OVERFLOWS; i++) {
      int offset = i;
      Thread thread =
          new Thread(
              null,
              () -> {
                Thread.currentThread().setContextClassLoader(callers);
                try {
                  further(offset);
                } catch (StackOverflowError expected) {
                  found.add("shard " + Calls.shard() + ", running " + gates.running());
                }
                ((Everything) proxy).text("k");
                found.add(Calls.chain() + " " + Thread.currentThread().getContextClassLoader());
              },
              "deep",
              SMALL_STACK);
      thread.start();
      thread.join();
    }
    assertEquals(
        Set.of("shard -1, running []", "[] " + callers), Set.copyOf(found), "what was found");
  }

  /** Overflows at another place each time. */
  private int further(int offset) {
    return offset > 0 ? further(offset - 1) + 1 : deeper(0);
  }

  private int deeper(int depth) {
    return depth == Integer.MAX_VALUE ? 0 : ((Everything) proxy).text("k") + deeper(depth + 1);
  }
}
