package dev.baton.container.upgrade.tend;

import dev.baton.container.upgrade.route.Holders;
import dev.baton.state.protocol.ShardId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Who holds which shard, as far as this node knows: what it saw in headers, and what others said to
 * a call that came to the wrong node. Thread-safe, never blocks.
 */
public final class Directory implements Holders {
  private final Map<ShardId, UUID> holders = new ConcurrentHashMap<>();
  private final Set<UUID> leaving = ConcurrentHashMap.newKeySet();
  private final Predicate<UUID> isThere;
  private final Consumer<ShardId> changed;
  private final Runnable doubted;
  private final Function<ShardId, String> waits;

  /**
   * @param isThere whether a member is there now
   * @param changed told of a shard whose holder is another one than before
   * @param doubted called when somebody found that what is known here is wrong
   * @param waits what a shard waits for that nobody can take over; null if it is another one
   */
  Directory(
      Predicate<UUID> isThere,
      Consumer<ShardId> changed,
      Runnable doubted,
      Function<ShardId, String> waits) {
    this.waits = waits;
    this.isThere = isThere;
    this.changed = changed;
    this.doubted = doubted;
  }

  @Override
  public Optional<UUID> holder(String service, int shard) {
    return Optional.ofNullable(holders.get(new ShardId(service, shard))).filter(this::mayAnswer);
  }

  @Override
  public String whyNobody(String service, int shard) {
    String why = waits.apply(new ShardId(service, shard));
    return why != null ? why : Holders.super.whyNobody(service, shard);
  }

  /** Whether a member is there still that has said that it holds nothing any more. */
  boolean isAnybodyLeaving() {
    return leaving.stream().anyMatch(isThere);
  }

  private boolean mayAnswer(UUID member) {
    return isThere.test(member) && !leaving.contains(member);
  }

  @Override
  public void wrong(String service, int shard, UUID member, Optional<UUID> says) {
    ShardId id = new ShardId(service, shard);
    if (says.isPresent() && !says.get().equals(member)) {
      if (holders.replace(id, member, says.get())) {
        changed.accept(id);
      }
    } else {
      holders.remove(id, member);
      doubted.run();
    }
  }

  /** A header says that this member holds the shard. */
  void put(ShardId shard, UUID member) {
    if (!member.equals(holders.put(shard, member))) {
      changed.accept(shard);
    }
  }

  /** What is known of a shard may be wrong: it is looked at again. */
  void doubt(ShardId shard) {
    holders.remove(shard);
    doubted.run();
  }

  /**
   * A member says that it holds nothing any more, and leaves: nobody is sent there, whatever an
   * older header still says to somebody who has read it.
   */
  void forget(UUID member) {
    leaving.removeIf(each -> !isThere.test(each));
    leaving.add(member);
    holders.values().removeIf(member::equals);
    doubted.run();
  }

  /** Nothing is known of a service any more. */
  void forget(String service) {
    holders.keySet().removeIf(shard -> shard.service().equals(service));
  }
}
