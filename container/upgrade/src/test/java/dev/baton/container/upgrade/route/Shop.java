package dev.baton.container.upgrade.route;

import dev.baton.state.AllShards;
import dev.baton.state.Idempotent;
import dev.baton.state.ShardKey;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.osgi.util.promise.Promise;
import org.osgi.util.promise.Promises;

/** A service with all kinds of methods. */
public interface Shop extends Same<Item> {

  String order(@ShardKey String key, long amount);

  @Idempotent
  String look(@ShardKey String key);

  Map<String, List<Item>> items(@ShardKey String key, List<Item> items, int[] numbers);

  Optional<Item> find(@ShardKey String key, Optional<String> name);

  char letter(@ShardKey int key, boolean upper, double weight, byte[] bytes);

  void fail(@ShardKey String key, String type) throws IOException;

  CompletionStage<String> later(@ShardKey String key);

  Promise<String> promised(@ShardKey String key);

  Object anything(@ShardKey String key);

  /** Runs what the test has set for the node that executes it. */
  String run(@ShardKey String key);

  @AllShards
  int everywhere();

  @AllShards
  Map<String, List<Item>> itemsEverywhere();

  @AllShards
  CompletionStage<Set<String>> nodesLater();

  /** What it does on one node. */
  class Keeper implements Shop {
    final String node;
    volatile UnaryOperator<String> body = key -> "";

    Keeper(String node) {
      this.node = node;
    }

    @Override
    public String order(String key, long amount) {
      return key + " x " + amount + " at " + node;
    }

    @Override
    public String look(String key) {
      return key + " at " + node;
    }

    @Override
    public Item same(String key, Item value) {
      return value;
    }

    @Override
    public Map<String, List<Item>> items(String key, List<Item> items, int[] numbers) {
      return Map.of(key + numbers[0], items);
    }

    @Override
    public Optional<Item> find(String key, Optional<String> name) {
      return name == null ? null : name.map(n -> new Item(n, 1));
    }

    @Override
    public char letter(int key, boolean upper, double weight, byte[] bytes) {
      return upper ? (char) bytes[0] : (char) (int) weight;
    }

    @Override
    public void fail(String key, String type) throws IOException {
      switch (type) {
        case "io" -> throw new IOException("no paper");
        case "own" -> throw new OwnException(7);
        default -> throw new IllegalStateException("no ink");
      }
    }

    @Override
    public CompletionStage<String> later(String key) {
      return CompletableFuture.supplyAsync(
          () -> {
            if (key.equals("bad")) {
              throw new IllegalStateException("no ink");
            }
            return key + " later at " + node;
          });
    }

    @Override
    public Promise<String> promised(String key) {
      return key.equals("bad")
          ? Promises.failed(new IllegalStateException("no ink"))
          : Promises.resolved(key + " promised at " + node);
    }

    @Override
    public Object anything(String key) {
      return key;
    }

    @Override
    public String run(String key) {
      return body.apply(key);
    }

    @Override
    public Map<String, List<Item>> itemsEverywhere() {
      return Map.of(node, List.of(new Item(node, 1)));
    }

    @Override
    public CompletionStage<Set<String>> nodesLater() {
      return CompletableFuture.completedStage(Set.of(node));
    }

    @Override
    public int everywhere() {
      return 1;
    }
  }

  /** Nobody else can make one of a message. */
  class OwnException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OwnException(int number) {
      super("own " + number);
    }
  }
}
