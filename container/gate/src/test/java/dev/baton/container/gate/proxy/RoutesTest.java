package dev.baton.container.gate.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.state.AllShards;
import dev.baton.state.ShardKey;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class RoutesTest {

  public interface Forgetful {
    int get(@ShardKey String key);

    void reset();
  }

  public interface TwoKeys {
    int get(@ShardKey String key, @ShardKey String other);
  }

  public interface OddKey {
    int get(@ShardKey List<String> key);
  }

  public interface Odd {
    @AllShards
    String name();
  }

  public interface OddLater {
    @AllShards
    CompletionStage<String> name();
  }

  interface Hidden {
    void run();
  }

  public interface Plain {
    void run();
  }

  @Test
  void aMethodWithoutARouteBesideKeyedOnesIsRefused() {
    assertEquals(
        "Forgetful.reset has no @ShardKey parameter and is not @AllShards, but other methods of"
            + " its interface are; say which shard it belongs to, or move it to an interface"
            + " without shard keys",
        problem(Forgetful.class));
  }

  @Test
  void twoKeysAreRefused() {
    assertTrue(problem(TwoKeys.class).startsWith("TwoKeys.get has more than one"));
  }

  @Test
  void aKeyWithoutAHashIsRefused() {
    assertTrue(problem(OddKey.class).contains("@ShardKey of type java.util.List"));
  }

  @Test
  void aResultThatCannotBeMergedIsRefused() {
    assertEquals(
        "Odd.name is @AllShards and returns java.lang.String; what can be merged: void, numbers,"
            + " List, Set, Map, and CompletionStage or CompletableFuture of these",
        problem(Odd.class));
    assertTrue(problem(OddLater.class).contains("CompletionStage<java.lang.String>"));
  }

  @Test
  void anInterfaceThatOthersCannotUseIsRefused() {
    assertTrue(problem(Hidden.class).contains("is not public"));
  }

  @Test
  void anInterfaceWithoutKeysIsNotSharded() {
    Routes routes = Routes.of(List.of(Plain.class, Runnable.class));
    assertFalse(routes.sharded());
    assertEquals(List.of(), routes.problems());
    assertEquals(1, routes.routes().size());
  }

  @Test
  void noProxyIsMadeOfRoutesWithProblems() {
    Routes routes = Routes.of(List.of(OddKey.class));
    assertThrows(IllegalArgumentException.class, () -> new ProxyClass(routes));
  }

  private static String problem(Class<?> type) {
    List<String> problems = Routes.of(List.of(type)).problems();
    assertEquals(1, problems.size(), problems::toString);
    return problems.get(0);
  }
}
