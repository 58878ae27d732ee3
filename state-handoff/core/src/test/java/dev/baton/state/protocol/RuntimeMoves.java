package dev.baton.state.protocol;

import dev.baton.state.protocol.Message.Answering;
import dev.baton.state.protocol.Message.Asked;
import dev.baton.state.protocol.Message.Shipped;
import dev.baton.state.protocol.Node.Task;
import java.util.List;
import java.util.UUID;

/** What the runtime of a shard does by itself. */
final class RuntimeMoves extends Happenings {
  private final BootMoves boots;

  RuntimeMoves(World world, List<Happening> moves, BootMoves boots) {
    super(world, moves);
    this.boots = boots;
  }

  void runtime(int i) {
    Node node = world.nodes[i];
    ShardState life = node.life;
    task(i);
    boolean takes = life.takesBatch() || (life.serves() && !world.laws.oneBatch());
    if (takes && !node.dirty.isEmpty() && life.phase() != Phase.RESTORING) {
      healthy(
          "flush " + i,
          next -> {
            Event.Taken taken = next.nodes[i].take();
            next.tell(i, taken);
          });
    }
    if (life.outstanding() != null) {
      boolean underWay = underWay(i, life.outstanding());
      String name = "time-out of " + name(life.outstanding());
      if (underWay) {
        choice(
            world.left.faults() > 0,
            name,
            next -> {
              next.left = next.left.lessFaults();
              unanswered(next, i);
            });
      } else {
        healthy(name, next -> unanswered(next, i));
      }
    } else if (node.gate != 0
        && world.primary >= 0
        && world.copies[world.primary].header() == null) {
      healthy("map lost, " + i + " doubts", next -> next.tell(i, new Event.Doubted()));
    }
  }

  private static void unanswered(World next, int i) {
    Request request = next.nodes[i].life.outstanding();
    Header found = next.primary < 0 ? null : next.copies[next.primary].header();
    if (next.laws.looksUp() && request instanceof Request.Change change && found != null) {
      Answer.Verdict verdict =
          change.made(found) ? Answer.Verdict.REPEATED : Answer.Verdict.REFUSED;
      next.tell(i, new Event.Answered(request, new Answer(verdict, found)));
    } else {
      next.tell(i, new Event.Unanswered(request));
    }
  }

  /** Whether an answer to what this process asked can still come by itself. */
  private boolean underWay(int i, Request request) {
    Node node = world.nodes[i];
    boolean shipped =
        world.messages.stream()
            .anyMatch(m -> m instanceof Shipped s && s.request().equals(request));
    return world.messages.stream()
        .anyMatch(
            m ->
                (m instanceof Asked a
                        && a.node() == i
                        && a.start() == node.start
                        && a.request().equals(request))
                    || (m instanceof Answering w
                        && w.node() == i
                        && w.start() == node.start
                        && w.request().equals(request)
                        && (!w.backup() || shipped)));
  }

  void task(int i) {
    Node node = world.nodes[i];
    int version = node.taking == null ? 0 : Node.version(node.taking);
    switch (node.task) {
      case LOAD -> {
        if (world.primary >= 0 && boots.reads(version, world.copies[world.primary].contents())) {
          healthy(
              "load " + i,
              next -> {
                Node loading = done(next, i);
                loading.load(version, next.copies[next.primary].contents());
                next.tell(i, new Event.Loaded());
              });
        }
      }
      case SEND_STORED -> {
        if (node.life.takesBatch()) {
          sendStored(i);
        }
      }
      case COMPARE ->
          healthy(
              "compare " + i,
              next -> {
                Node comparing = done(next, i);
                Ends to = Ends.of(comparing.life);
                boolean local = to.member().equals(next.member(i));
                boolean equal = !local || comparing.heap(to.to()).equals(comparing.heap(to.from()));
                next.tell(i, new Event.Compared(equal));
              });
      case TAKE_OVER -> takeOver(i, version);
      case NONE -> {}
    }
  }

  /** The ends of a hand-off under way. */
  private record Ends(int from, int to, UUID member) {
    static Ends of(ShardState life) {
      return new Ends(
          Node.version(life.move().from()),
          Node.version(life.move().to()),
          life.move().to().member());
    }
  }

  private static Node done(World next, int i) {
    next.nodes[i].task = Task.NONE;
    next.nodes[i].taking = null;
    return next.nodes[i];
  }

  private void sendStored(int i) {
    if (world.nodes[i].sending || !world.laws.looksAgain()) {
      healthy("send stored " + i, next -> sendStored(next, i));
      return;
    }
    boots
        .newest()
        .ifPresent(
            best ->
                healthy(
                    "look at the stores again " + i,
                    next -> {
                      Node node = next.nodes[i];
                      node.sending = best.header().equals(node.began);
                      if (!node.sending) {
                        node.task = Task.NONE;
                        int version = boots.version(best.header().holder(), best.contents());
                        BootMoves.restore(next, i, best, node.life.header(), version);
                      }
                    }));
  }

  private static void sendStored(World next, int i) {
    Node node = next.nodes[i];
    if (node.stored.isEmpty()) {
      node.task = Task.NONE;
      next.tell(i, new Event.Restored(next.token(i)));
    } else {
      Entry entry = node.stored.get(0);
      node.stored = node.stored.subList(1, node.stored.size());
      next.tell(i, new Event.Taken(List.of(entry), node.position, false));
    }
  }

  private void takeOver(int i, int version) {
    healthy("took over " + i, next -> tookOver(next, i, version, true, false));
    boolean fails = world.left.failures() > 0;
    boolean writes = world.left.writes() > 0;
    choice(fails, "took over failed " + i, next -> tookOver(next, i, version, false, false));
    choice(writes, "took over wrote " + i, next -> tookOver(next, i, version, true, true));
    choice(
        fails && writes,
        "took over wrote and failed " + i,
        next -> tookOver(next, i, version, false, true));
  }

  private static void tookOver(World next, int i, int version, boolean succeeded, boolean writes) {
    if (writes) {
      next.left = next.left.lessWrites();
      next.written++;
      int key = next.written % next.setting.keys();
      next.nodes[i].write(version, Contents.entry(key, next.written, version));
    }
    if (!succeeded) {
      next.left = next.left.lessFailures();
    }
    done(next, i);
    next.tell(i, new Event.TookOver(succeeded, next.token(i)));
  }
}
