package dev.baton.state.protocol;

import dev.baton.state.protocol.Message.Answering;
import dev.baton.state.protocol.Message.Asked;
import dev.baton.state.protocol.Message.Shipped;
import dev.baton.state.protocol.Node.Task;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What can happen next in a {@link World}. */
final class Moves {
  /**
   * One thing that can happen.
   *
   * @param healthy whether it happens by itself when nobody calls, upgrades or fails any more
   */
  record Move(String name, boolean healthy, Consumer<World> action) {
    World apply(World world) {
      World next = world.copy();
      action.accept(next);
      next.prune();
      next.check();
      return next;
    }
  }

  private static final Set<Phase> LATE_WRITES =
      Set.of(Phase.CLOSED, Phase.SEALED, Phase.FLUSHING, Phase.COMPARING, Phase.COMMITTING);
  private static final Set<Phase> CAN_GIVE_UP =
      Set.of(Phase.CLOSED, Phase.SEALED, Phase.FLUSHING, Phase.COMPARING, Phase.COMMITTING);

  private final World world;
  private final List<Move> moves = new ArrayList<>();

  private Moves(World world) {
    this.world = world;
  }

  /** Everything that can happen; what is healthy first, in an order that comes to rest. */
  static List<Move> of(World world) {
    Moves moves = new Moves(world);
    if (!moves.inward()) {
      moves.list();
    }
    return moves.moves;
  }

  /** Whether a process is at a step that nobody else can see or hinder: the order is no matter. */
  private boolean inward() {
    boolean fails = world.left.failures() > 0 || world.left.writes() > 0;
    for (int i = 0; i < world.nodes.length && moves.isEmpty(); i++) {
      Task task = world.nodes[i].task;
      if (task == Task.COMPARE || (task == Task.TAKE_OVER && !fails)) {
        task(i);
      }
    }
    return !moves.isEmpty();
  }

  private void list() {
    for (int i = 0; i < world.nodes.length; i++) {
      machine(i);
    }
    messages();
    for (int i = 0; i < world.nodes.length; i++) {
      if (world.nodes[i].up) {
        runtime(i);
      }
    }
    for (int i = 0; i < world.nodes.length; i++) {
      if (world.nodes[i].up) {
        operator(i);
        clients(i);
        handOff(i);
        faults(i);
      }
    }
  }

  private void healthy(String name, Consumer<World> action) {
    moves.add(new Move(name, true, action));
  }

  private void choice(boolean possible, String name, Consumer<World> action) {
    if (possible) {
      moves.add(new Move(name, false, action));
    }
  }

  // ---- machines and messages

  private void machine(int i) {
    Node node = world.nodes[i];
    if (!node.up) {
      healthy("restart " + i, next -> next.restart(i));
    } else if (node.isolated) {
      healthy(
          "restart isolated " + i,
          next -> {
            next.crash(i);
            next.restart(i);
          });
    }
    if (!world.disks[i].queue().isEmpty()) {
      healthy("disk " + i + " writes", next -> next.writeDisk(i));
    }
    boolean behind =
        world.primary >= 0
            && i != world.primary
            && world.keeps(i)
            && world.copies[world.primary].header() != null
            && !world.copies[world.primary].header().equals(world.copies[i].header());
    if (behind) {
      healthy("copy " + i + " brought up to date", next -> next.bringUpToDate(i));
    }
  }

  private void messages() {
    boolean fault = world.left.faults() > 0;
    for (Message message : world.messages) {
      if (message instanceof Shipped shipped) {
        healthy("backup takes " + name(shipped.request()), deliver(message, false));
      } else if (message instanceof Asked asked) {
        healthy("primary takes " + name(asked.request()), deliver(message, false));
        choice(fault, "primary takes, doubled, " + name(asked.request()), deliver(message, true));
      } else if (message instanceof Answering answering
          && !answering.backup()
          && answering.items() == 0) {
        healthy(
            "answer " + answering.answer().verdict() + " to " + name(answering.request()),
            deliver(message, false));
      }
      choice(
          fault,
          "lost: " + message.getClass().getSimpleName(),
          next -> {
            next.left = next.left.lessFaults();
            next.messages.remove(message);
          });
    }
  }

  private static Consumer<World> deliver(Message message, boolean doubled) {
    return next -> {
      if (doubled) {
        next.left = next.left.lessFaults();
      } else {
        next.messages.remove(message);
      }
      if (message instanceof Shipped shipped) {
        next.deliver(shipped);
      } else if (message instanceof Asked asked) {
        next.deliver(asked);
      } else if (message instanceof Answering answering) {
        next.deliver(answering);
      }
    };
  }

  private static String name(Request request) {
    if (request instanceof Request.Batch batch) {
      return "batch " + batch.sequence() + " of epoch " + batch.epoch();
    }
    if (request instanceof Request.Change change) {
      return change.kind() + " " + change.epoch() + " to " + change.holder().version();
    }
    return "create " + ((Request.Create) request).epoch();
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

  // ---- the runtime of a shard

  private void runtime(int i) {
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

  private void task(int i) {
    Node node = world.nodes[i];
    int version = node.taking == null ? 0 : Node.version(node.taking);
    switch (node.task) {
      case LOAD -> {
        if (world.primary >= 0 && reads(version, world.copies[world.primary].contents())) {
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
    newest()
        .ifPresent(
            best ->
                healthy(
                    "look at the stores again " + i,
                    next -> {
                      Node node = next.nodes[i];
                      node.sending = best.header().equals(node.began);
                      if (!node.sending) {
                        node.task = Task.NONE;
                        int version = version(best.header().holder(), best.contents());
                        restore(next, i, best, node.life.header(), version);
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

  /** A version reads its own schema and older ones; an older version with the newer one's help. */
  private boolean reads(int version, Contents contents) {
    return world.installed.contains(version)
        && (version == 2 || !contents.hasSchema(2) || world.installed.contains(2));
  }

  // ---- deploy and boot

  private void operator(int i) {
    Node node = world.nodes[i];
    boolean idle = node.life.phase() == Phase.ABSENT || node.life.phase() == Phase.REPLACED;
    if (idle && world.present(i) && world.primary >= 0) {
      if (world.deployed == 2) {
        boot(i);
      } else if (i == 0) {
        healthy(world.deployed == 0 ? "deploy" : "forget the deploy", next -> deploy(next));
      }
    }
    if (node.life.phase() == Phase.SEEDING && node.task == Task.NONE) {
      healthy(
          "deploy failed",
          next -> {
            next.nodes[i].dropAll();
            next.nodes[i].life = ShardState.ABSENT;
            deploy(next);
          });
    }
    if (node.life.phase() == Phase.CLOSED) {
      if (world.deployed == 2) {
        healthy("open " + i, next -> next.tell(i, new Event.Open()));
      } else if (!world.laws.recordsDeploy()
          || (node.dirty.isEmpty() && node.life.outstanding() == null)) {
        healthy("record the deploy", next -> record(next, i));
      }
    }
  }

  private static void record(World next, int i) {
    next.deployed = 2;
    next.tell(i, new Event.Open());
  }

  private static void deploy(World next) {
    if (next.deployed == 1) {
      for (int i = 0; i < next.nodes.length; i++) {
        next.copies[i] = Copy.none(next.setting.keys());
        next.disks[i] = Disk.EMPTY;
      }
      next.deployed = 0;
      next.incarnation++;
      return;
    }
    next.deployed = next.laws.recordsDeploy() ? 1 : 2;
    create(next, 0);
  }

  private static void create(World next, int i) {
    UUID incarnation = new UUID(9, next.incarnation);
    next.tell(i, new Event.Create(incarnation, next.token(i), next.holder(i, 1), members(next)));
  }

  private static Set<UUID> members(World next) {
    Set<UUID> members = new HashSet<>();
    for (int i = 0; i < next.nodes.length; i++) {
      members.add(new UUID(i, 0));
    }
    return members;
  }

  private void boot(int i) {
    Copy copy = world.copies[world.primary];
    Header found = copy.header();
    if (found == null || !(found.complete() || world.laws.claimsHalf())) {
      boolean gone =
          found == null
              || !world.isMember(found.holder().member())
              || found.holder().member().equals(world.member(i));
      if (gone) {
        restore(i, found);
      }
      return;
    }
    boolean own = found.holder().member().equals(world.member(i));
    int version = version(found.holder(), copy.contents());
    if (version > 0 && (own ? world.laws.adopts() : !world.isMember(found.holder().member()))) {
      healthy(
          (own ? "adopt " : "claim ") + i,
          next -> next.tell(i, new Event.Claim(found, next.token(i), next.holder(i, version))));
    }
  }

  private void restore(int i, Header found) {
    if (found == null && world.laws.missingMeansNew()) {
      healthy("create again " + i, next -> create(next, i));
      return;
    }
    boolean held = Stream.of(world.nodes).anyMatch(node -> node.up && node.life.holds());
    if (held) {
      return;
    }
    newest()
        .ifPresent(
            best -> {
              int version = version(best.header().holder(), best.contents());
              if (version > 0) {
                healthy("restore " + i, next -> restore(next, i, best, found, version));
              }
            });
  }

  /** The newest stored copy, once all who may have one are there. */
  private Optional<Copy> newest() {
    boolean all = Stream.of(world.nodes).allMatch(node -> node.up && !node.isolated);
    if (world.laws.awaitsAllStores() && !all) {
      return Optional.empty();
    }
    return IntStream.range(0, world.nodes.length)
        .filter(world::present)
        .mapToObj(n -> world.disks[n].found(world.laws))
        .filter(kept -> kept != null)
        .max(
            Comparator.comparingLong((Copy kept) -> kept.header().epoch())
                .thenComparingLong(kept -> kept.header().sequence()));
  }

  private static void restore(World next, int i, Copy best, Header found, int version) {
    next.nodes[i].stored = best.contents().present();
    next.nodes[i].began = best.header();
    next.nodes[i].sending = false;
    next.tell(
        i,
        new Event.Restore(
            best.header(), found, next.token(i), next.holder(i, version), members(next)));
  }

  /** The version to serve with: the one named, or another that reads all; 0 if there is none. */
  private int version(Holder named, Contents contents) {
    int wanted = Node.version(named);
    if (reads(wanted, contents)) {
      return wanted;
    }
    return reads(3 - wanted, contents) ? 3 - wanted : 0;
  }

  // ---- clients, hand-offs, faults

  private void clients(int i) {
    Node node = world.nodes[i];
    boolean writes = world.left.writes() > 0;
    choice(
        node.gate != 0 && writes,
        "write " + i,
        next -> {
          next.left = next.left.lessWrites();
          next.write(i, next.nodes[i].gate);
        });
    Header header = node.life.header();
    boolean late =
        writes
            && LATE_WRITES.contains(node.life.phase())
            && world.deployed == 2
            && !node.sealed(Node.version(header.holder()))
            && (node.life.move() == null || !node.life.move().back());
    choice(
        late,
        "late write " + i,
        next -> {
          next.left = next.left.lessWrites();
          next.write(i, Node.version(header.holder()));
        });
    choice(
        node.gate != 0 && world.left.reads() > 0 && (!node.isolated || node.told),
        "read " + i,
        next -> {
          next.left = next.left.lessReads();
          next.read(i);
        });
  }

  private void handOff(int i) {
    Node node = world.nodes[i];
    ShardState life = node.life;
    Header header = life.header();
    if (life.serves() && world.left.handOffs() > 0) {
      int other = 3 - node.gate;
      Copy copy = world.primary < 0 ? null : world.copies[world.primary];
      boolean level =
          copy != null && copy.header() != null && copy.header().epoch() == header.epoch();
      choice(node.heap(other) == null && level, "catch up " + i, next -> catchUp(next, i, other));
      choice(
          node.heap(other) != null || world.nodes.length > 1,
          "close " + i,
          next -> {
            next.left = next.left.lessHandOffs();
            next.tell(i, new Event.Close());
          });
    }
    if (life.phase() == Phase.CLOSED && world.deployed == 2) {
      int version = Node.version(header.holder());
      choice(
          node.heap(3 - version) != null,
          "hand off " + i + " to the other version",
          next -> handOff(next, i, i, 3 - version));
      for (int j = 0; j < world.nodes.length; j++) {
        int to = j;
        choice(
            j != i && world.present(j) && !world.nodes[j].life.holds(),
            "hand off " + i + " to node " + j,
            next -> handOff(next, i, to, version));
      }
    }
    choice(
        CAN_GIVE_UP.contains(life.phase()) && world.deployed == 2 && world.left.failures() > 0,
        "give up " + i,
        next -> {
          next.left = next.left.lessFailures();
          next.tell(i, new Event.GiveUp(next.token(i)));
        });
    chores(i);
  }

  private static void handOff(World next, int i, int j, int version) {
    next.tell(i, new Event.HandOff(next.holder(j, version), next.token(i)));
  }

  private static void catchUp(World next, int i, int version) {
    Node node = next.nodes[i];
    Contents sent = next.copies[next.primary].contents();
    if (node.life.outstanding() instanceof Request.Batch batch) {
      sent = sent.with(batch.entries());
    }
    node.load(version, sent);
    next.installed = Set.of(1, 2);
  }

  private void chores(int i) {
    Node node = world.nodes[i];
    if (world.left.chores() == 0 || !node.life.serves()) {
      return;
    }
    choice(
        node.heap(node.gate).hasSchema(3 - node.gate),
        "re-encode " + i,
        next -> {
          next.left = next.left.lessChores();
          Node finishing = next.nodes[i];
          for (Entry entry : finishing.heap(finishing.gate).present()) {
            Entry again = Contents.entry(Contents.key(entry), entry.value()[0], finishing.gate);
            finishing.write(finishing.gate, again);
          }
        });
    boolean needed =
        Stream.of(world.copies).anyMatch(copy -> copy.contents().hasSchema(2))
            || Stream.of(world.disks).anyMatch(Moves::needsReader)
            || Stream.of(world.nodes)
                .anyMatch(other -> other.dirty.stream().anyMatch(e -> e.schema() == 2));
    choice(
        node.gate == 1 && world.installed.contains(2) && !(needed && world.laws.keepsReader()),
        "uninstall 2",
        next -> {
          next.left = next.left.lessChores();
          next.installed = Set.of(1);
          next.nodes[i].load(2, null);
        });
  }

  private static boolean needsReader(Disk disk) {
    return (disk.whole() != null && disk.whole().contents().hasSchema(2))
        || (disk.part() != null && disk.part().contents().hasSchema(2))
        || disk.queue().stream()
            .anyMatch(item -> item.entries().stream().anyMatch(entry -> entry.schema() == 2));
  }

  private void faults(int i) {
    boolean crash = world.left.crashes() > 0;
    choice(
        crash,
        "crash " + i,
        next -> {
          next.left = next.left.lessCrashes();
          next.crash(i);
        });
    choice(
        crash
            && world.setting.isolates()
            && world.nodes[i].gate != 0
            && !world.nodes[i].isolated
            && world.present(1 - i),
        "isolate " + i,
        next -> {
          next.left = next.left.lessCrashes();
          next.isolate(i);
        });
  }
}
