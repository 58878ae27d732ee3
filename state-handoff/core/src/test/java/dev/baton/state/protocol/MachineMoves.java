package dev.baton.state.protocol;

import dev.baton.state.protocol.Message.Answering;
import dev.baton.state.protocol.Message.Asked;
import dev.baton.state.protocol.Message.Shipped;
import java.util.List;
import java.util.function.Consumer;

/** Machines, disks and messages, and what goes wrong with them. */
final class MachineMoves extends Happenings {
  MachineMoves(World world, List<Happening> moves) {
    super(world, moves);
  }

  void machine(int i) {
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

  void messages() {
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

  void faults(int i) {
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
