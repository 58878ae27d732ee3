package dev.baton.state.protocol;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Calls of clients, hand-offs, and what an operator does afterwards. */
final class OperatorMoves extends Happenings {
  private static final Set<Phase> LATE_WRITES =
      Set.of(Phase.CLOSED, Phase.SEALED, Phase.FLUSHING, Phase.COMPARING, Phase.COMMITTING);
  private static final Set<Phase> CAN_GIVE_UP =
      Set.of(Phase.CLOSED, Phase.SEALED, Phase.FLUSHING, Phase.COMPARING, Phase.COMMITTING);

  OperatorMoves(World world, List<Happening> moves) {
    super(world, moves);
  }

  void clients(int i) {
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

  void handOff(int i) {
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
            || Stream.of(world.disks).anyMatch(OperatorMoves::needsReader)
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
}
