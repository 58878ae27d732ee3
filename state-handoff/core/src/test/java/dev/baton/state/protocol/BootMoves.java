package dev.baton.state.protocol;

import dev.baton.state.protocol.Node.Task;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Deploys, and starts of a node that finds a shard without a holder. */
final class BootMoves extends Happenings {
  BootMoves(World world, List<Happening> moves) {
    super(world, moves);
  }

  void operator(int i) {
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

  /** One copy set for ever: what becomes of others is not played here. */
  private static Copies members(World next) {
    Set<UUID> members = new HashSet<>();
    for (int i = 0; i < next.nodes.length; i++) {
      members.add(new UUID(i, 0));
    }
    return Copies.first(1, members);
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
          next ->
              next.tell(i, new Event.Claim(found, next.token(i), next.holder(i, version), null)));
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
  Optional<Copy> newest() {
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

  static void restore(World next, int i, Copy best, Header found, int version) {
    next.nodes[i].stored = best.contents().present();
    next.nodes[i].began = best.header();
    next.nodes[i].sending = false;
    next.tell(
        i,
        new Event.Restore(
            best.header(), found, next.token(i), next.holder(i, version), null, members(next)));
  }

  /** The version to serve with: the one named, or another that reads all; 0 if there is none. */
  int version(Holder named, Contents contents) {
    int wanted = Node.version(named);
    if (reads(wanted, contents)) {
      return wanted;
    }
    return reads(3 - wanted, contents) ? 3 - wanted : 0;
  }

  /** A version reads its own schema and older ones; an older version with the newer one's help. */
  boolean reads(int version, Contents contents) {
    return world.installed.contains(version)
        && (version == 2 || !contents.hasSchema(2) || world.installed.contains(2));
  }
}
