package dev.baton.state.shard;

import static dev.baton.state.shard.ShardWorld.SOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.state.StateMap;
import dev.baton.state.TableSpec;
import dev.baton.state.follower.Follower;
import dev.baton.state.table.ChangedInPlaceException;
import dev.baton.state.table.VersionState;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Values that somebody changes behind their table's back. */
@Timeout(60)
class ChangedInPlaceTest {
  private final ShardWorld world = new ShardWorld();
  private final VersionState one = world.version("1.0.0");
  private final VersionState two = world.version("2.0.0");
  private final StateMap<String, Cart> carts = carts(one);
  private final LocalShard shard = world.shard();

  /** A record, and still not immutable. */
  record Cart(List<String> items) {}

  private static StateMap<String, Cart> carts(VersionState version) {
    StateMap<String, Cart> map = version.api().map(TableSpec.of("carts", String.class, Cart.class));
    version.closeDeclarations();
    return map;
  }

  @BeforeEach
  void create() {
    carts(two);
    shard.create(one, UUID.randomUUID(), SOON);
    shard.open();
    world.call(shard, () -> carts.put("ann", new Cart(new ArrayList<>(List.of("tea")))));
    world.call(shard, () -> carts.put("bob", new Cart(new ArrayList<>(List.of("milk")))));
  }

  @AfterEach
  void close() {
    shard.discard();
    world.close();
  }

  @Test
  void theHandOffIsRefusedNamingTheKeyAndTheOldVersionServesOn() {
    world.call(shard, () -> carts.get("bob").items().add("bread"));
    Follower follower = shard.follow(two, List.of());
    ChangedInPlaceException refused =
        assertThrows(ChangedInPlaceException.class, () -> follower.load(n -> {}));
    assertTrue(refused.getMessage().contains("'bob'"), refused.getMessage());
    assertTrue(refused.getMessage().contains("'carts'"), refused.getMessage());
    follower.cancel();
    assertEquals(2, world.call(shard, carts::size));
    world.call(shard, () -> carts.put("bob", new Cart(List.of("milk", "bread"))));
    assertTrue(handOff());
  }

  @Test
  void aValueThatWasPutAgainAfterTheChangeIsFine() {
    world.call(
        shard,
        () ->
            carts.compute(
                "ann",
                (key, cart) -> {
                  cart.items().add("sugar");
                  return cart;
                }));
    assertTrue(handOff());
  }

  private boolean handOff() {
    Follower follower = shard.follow(two, List.of());
    follower.load(n -> {});
    shard.close();
    return shard.handOff(follower, SOON).moved();
  }
}
