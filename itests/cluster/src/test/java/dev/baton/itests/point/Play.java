package dev.baton.itests.point;

import dev.baton.itests.cluster.Node;
import dev.baton.state.step.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Plays one point on a site: the deed, the end, and what becomes of both. */
final class Play {
  /** Reached by whoever keeps a copy of the shard. */
  private static final Set<Step> OF_COPIES = EnumSet.of(Step.COMMIT_APPLIED);

  /** Reached in a failover by whoever takes a shard over, for each that it takes. */
  private static final Set<Step> OF_HEIRS =
      EnumSet.of(
          Step.CLAIM_SENT,
          Step.CLAIM_APPLIED,
          Step.SHARD_LOADED,
          Step.TOOK_OVER_CALLED,
          Step.GATE_OPENED);

  private final Site site;
  private final Point point;
  private final Random random;
  private final Node first;
  private final Node second;
  private final Node third;
  private final Node victim;

  Play(Site site, Point point, Random random) throws IOException {
    this.site = site;
    this.point = point;
    this.random = random;
    List<Node> any = new ArrayList<>(site.byAge());
    Collections.shuffle(any, random);
    if (point.deed() == Deed.FAILOVER && OF_HEIRS.contains(point.step())) {
      beginWithOneWhoseHeirEnds(any);
    }
    first = any.get(0);
    second = any.get(1);
    third = any.get(2);
    victim =
        switch (point.who()) {
          case FIRST -> first;
          case SECOND -> second;
          case THIRD -> third;
          case OLDEST -> oldestBut(first);
        };
  }

  private Node oldestBut(Node first) {
    return site.byAge().stream().filter(node -> node != first).findFirst().orElseThrow();
  }

  /**
   * Brings first who is to be killed, and second who is to end over that, so that the second has
   * enough to take over: all that a node held may be one other's, and each time another one's.
   */
  private void beginWithOneWhoseHeirEnds(List<Node> nodes) throws IOException {
    Shards shards = site.shards(nodes.get(0));
    for (Node killed : List.copyOf(nodes)) {
      for (Node heir : List.copyOf(nodes)) {
        boolean ends = point.who() == Who.OLDEST ? heir == oldestBut(killed) : heir != killed;
        if (ends && shards.heldAndLeft(killed.name(), heir.name()) >= point.nth()) {
          nodes.removeAll(List.of(killed, heir));
          nodes.addAll(0, List.of(killed, heir));
          return;
        }
      }
    }
    throw new AssertionError("Nobody would take " + point.nth() + " shards over, and end");
  }

  /** Plays it; the site is as before afterwards, all that clients were told is true. */
  void play() throws Exception {
    site.call();
    switch (point.deed()) {
      case MOVE -> move();
      case DRAIN -> drain();
      case LEAVE -> leave();
      case JOIN -> join();
      case FAILOVER -> failover();
      case RESTART -> restart();
      case UPGRADE, ROLLBACK -> change();
    }
    site.awaitAnswers();
    site.awaitLevel();
    site.change();
    site.awaitAnswers();
    site.check();
  }

  private void move() throws Exception {
    int shard = shardToMove();
    victim.haltAt(point.row());
    CompletableFuture<Integer> moved =
        witness().begin("move", "counter", String.valueOf(shard), second.name());
    site.awaitHalted(victim);
    comeBack();
    int unused = moved.get(Site.LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  /** One that the first holds, and of which the one that ends has a copy if it has to. */
  private int shardToMove() throws Exception {
    List<Integer> numbers = new ArrayList<>();
    for (Shards.Shard shard : site.shards(first).all()) {
      boolean fits = !OF_COPIES.contains(point.step()) || shard.copies().contains(victim.name());
      if (shard.holder().equals(first.name()) && fits) {
        numbers.add(shard.number());
      }
    }
    if (numbers.isEmpty()) {
      throw new AssertionError(first + " holds no shard of which " + victim + " has a copy");
    }
    return numbers.get(random.nextInt(numbers.size()));
  }

  private void drain() throws Exception {
    victim.haltAt(point.row());
    CompletableFuture<Integer> drained = witness().begin("drain", first.name());
    site.awaitHalted(victim);
    comeBack();
    int unused = drained.get(Site.LIMIT.toSeconds(), TimeUnit.SECONDS);
    witness().command("undrain", first.name());
  }

  private void leave() throws Exception {
    victim.haltAt(point.row());
    site.askToStop(first);
    site.awaitHalted(victim);
    if (victim != first) {
      first.awaitEnd();
    }
    site.startAgain();
  }

  private void join() throws Exception {
    Node comes = second;
    if (victim == second && point.who() == Who.OLDEST) {
      comes = third;
    }
    site.kill(comes);
    site.awaitAnswers();
    if (victim == comes) {
      site.launch(victim);
      victim.haltAt(point.row());
    } else {
      victim.haltAt(point.row());
      site.launch(comes);
    }
    site.awaitHalted(victim);
    site.startAgain();
  }

  private void failover() throws Exception {
    victim.haltAt(point.row());
    site.kill(first);
    site.awaitHalted(victim);
    site.startAgain();
  }

  /** The third begins later: a third of the shards is then nowhere but in the victim's store. */
  private void restart() throws Exception {
    site.killAll();
    site.launch(victim);
    site.launch(victim == first ? second : first);
    victim.haltAt(point.row());
    site.awaitHalted(victim);
    site.startAgain();
  }

  private void change() throws Exception {
    boolean up = point.deed() == Deed.UPGRADE;
    String from = up ? "1.0.0" : "2.0.0";
    if (!site.version().equals(from)) {
      site.change();
    }
    victim.haltAt(point.row());
    CompletableFuture<Integer> changed =
        up
            ? first.begin("upgrade", first.example("counter-2.0.0.jar"))
            : first.begin("rollback", "counter");
    site.awaitHalted(victim);
    boolean decided =
        victim == first ? isDecided() : changed.get(Site.LIMIT.toSeconds(), TimeUnit.SECONDS) == 0;
    if (decided) {
      site.serves(up ? "2.0.0" : "1.0.0");
    }
    comeBack();
  }

  /** Whether the outcome was recorded when the leader ended. */
  private boolean isDecided() {
    return point.step().compareTo(Step.OUTCOME_RECORDED) >= 0
        && point.step().compareTo(Step.FINISH_RECORDED) <= 0;
  }

  /** Those that are left serve alone; then the one that ended is there again. */
  private void comeBack() throws Exception {
    site.awaitAnswers();
    site.startAgain();
  }

  /** One that stays. */
  private Node witness() {
    return site.nodes().stream()
        .filter(node -> node != victim && node != first)
        .findFirst()
        .orElseThrow();
  }
}
