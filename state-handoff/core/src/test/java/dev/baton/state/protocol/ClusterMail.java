package dev.baton.state.protocol;

import dev.baton.state.protocol.Answer.Verdict;
import dev.baton.state.protocol.ClusterNode.Heard;
import dev.baton.state.protocol.ClusterNode.Tell;
import dev.baton.state.protocol.Violation.Kind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What is under way between the members of a {@link Cluster}, and what replicas do with it. */
final class ClusterMail {
  private final Cluster cluster;
  private final Set<ClusterLetter> letters = new LinkedHashSet<>();

  ClusterMail(Cluster cluster) {
    this.cluster = cluster;
  }

  List<ClusterLetter> letters() {
    return List.copyOf(letters);
  }

  void send(ClusterLetter letter) {
    letters.add(letter);
  }

  void lose(ClusterLetter letter) {
    letters.remove(letter);
  }

  /** Whether it can arrive now; what its sender sent as a member that is gone never will. */
  boolean arrives(ClusterLetter letter) {
    int to = to(letter);
    return to >= 0 && cluster.reaches(letter.from(), to);
  }

  /** To a node that is there as the member it was sent to, or -1. */
  private int to(ClusterLetter letter) {
    if (letter instanceof ClusterLetter.Asked asked) {
      return cluster.map.primary(asked.from());
    }
    if (letter instanceof ClusterLetter.Shipped shipped) {
      return shipped.to();
    }
    if (letter instanceof ClusterLetter.Answering answering) {
      return cluster.nodes[answering.to()].start == answering.toStart() ? answering.to() : -1;
    }
    if (letter instanceof ClusterLetter.Confirming confirming) {
      return cluster.nodes[confirming.to()].start == confirming.toStart() ? confirming.to() : -1;
    }
    ClusterLetter.Arriving arriving = (ClusterLetter.Arriving) letter;
    return cluster.nodes[arriving.to()].start == arriving.toStart() ? arriving.to() : -1;
  }

  /** What was under way to or from a member is lost when it leaves. */
  void forgetLetters(int at) {
    letters.removeIf(
        letter ->
            letter.from() == at
                || (letter instanceof ClusterLetter.Shipped s && s.to() == at)
                || (!(letter instanceof ClusterLetter.Asked) && to(letter) == at));
  }

  /** What was under way between members that have lost each other is lost. */
  void forgetLettersAcross() {
    letters.removeIf(
        letter -> {
          int to = letter instanceof ClusterLetter.Asked ? letter.from() : to(letter);
          return to < 0 || cluster.nodes[letter.from()].side != cluster.nodes[to].side;
        });
  }

  void deliver(ClusterLetter letter) {
    letters.remove(letter);
    if (letter instanceof ClusterLetter.Asked asked) {
      take(cluster.map.primary(asked.from()), asked);
    } else if (letter instanceof ClusterLetter.Shipped shipped) {
      follow(shipped);
    } else if (letter instanceof ClusterLetter.Answering answering) {
      hear(answering);
    } else if (letter instanceof ClusterLetter.Confirming confirming) {
      confirmed(confirming);
    } else if (letter instanceof ClusterLetter.Arriving arriving) {
      ClusterNode node = cluster.nodes[arriving.to()];
      if (node.idle() && node.follower != null) {
        node.heap = node.follower;
        node.follower = null;
        cluster.tell(arriving.to(), new Event.Arrive(arriving.committed()));
      }
    }
  }

  private void take(int primary, ClusterLetter.Asked asked) {
    ClusterNode node = cluster.nodes[primary];
    Header found = node.replica.header();
    Answer answer =
        cluster.laws.decide(found, node.head(), asked.request(), asked.copies(), node.id());
    if (answer.verdict() == Verdict.BEHIND) {
      return;
    }
    if (answer.stands()) {
      perform(node, found, asked.request(), answer, asked.from(), asked.fromStart());
      cluster
          .map
          .backups(node.side)
          .forEach(
              backup ->
                  letters.add(
                      new ClusterLetter.Shipped(
                          primary,
                          node.start,
                          backup,
                          asked.request(),
                          answer.header(),
                          asked.from(),
                          asked.fromStart())));
    }
    letters.add(
        new ClusterLetter.Answering(
            primary,
            node.start,
            asked.from(),
            asked.fromStart(),
            asked.request(),
            answer,
            asked.sent()));
  }

  private void follow(ClusterLetter.Shipped shipped) {
    ClusterNode node = cluster.nodes[shipped.to()];
    Header found = node.replica.header();
    Answer answer = cluster.laws.follow(found, node.head(), shipped.request(), shipped.primary());
    if (answer.stands()) {
      perform(node, found, shipped.request(), answer, shipped.sender(), shipped.senderStart());
    }
  }

  /** What a replica does with a request that stands, and its store. */
  private void perform(
      ClusterNode node, Header found, Request request, Answer answer, int sender, int start) {
    Header header = answer.header();
    boolean applied = answer.verdict() == Verdict.APPLIED;
    node.replica =
        applied ? node.replica.after(header, request) : new Copy(header, node.replica.contents());
    List<Entry> entries =
        request instanceof Request.Batch batch ? batch.entries() : List.<Entry>of();
    Header head = node.head();
    long ticket;
    if (applied && request instanceof Request.Create) {
      ticket = node.queue(List.of(new Disk.Item(true, header, List.of())));
    } else if (head != null && (head.isLevelWith(found) || head.isLevelWith(header))) {
      if (head.complete() && !header.complete()) {
        throw new Violation(Kind.IMPOSSIBLE, "the store has " + head + ", to append " + header);
      }
      ticket = node.queue(List.of(new Disk.Item(false, header, entries)));
    } else {
      Header begun = header.incomplete();
      ticket =
          node.queue(
              List.of(
                  new Disk.Item(true, begun, List.of()),
                  new Disk.Item(false, begun, node.replica.contents().present()),
                  new Disk.Item(false, header, List.of())));
    }
    node.tells.add(new Tell(ticket, sender, start, header));
  }

  void writeDisk(int at) {
    ClusterNode node = cluster.nodes[at];
    node.writeDisk(Cluster.KEYS);
    for (Tell tell : List.copyOf(node.tells)) {
      if (tell.ticket() <= node.written) {
        node.tells.remove(tell);
        letters.add(
            new ClusterLetter.Confirming(
                at, node.start, tell.sender(), tell.senderStart(), tell.stored()));
      }
    }
  }

  private void confirmed(ClusterLetter.Confirming confirming) {
    Map<UUID, Header> told = cluster.nodes[confirming.to()].told;
    Header before = told.get(Cluster.id(confirming.from()));
    if (before == null || !before.includes(confirming.stored())) {
      told.put(Cluster.id(confirming.from()), confirming.stored());
    }
  }

  private void hear(ClusterLetter.Answering answering) {
    ClusterNode node = cluster.nodes[answering.to()];
    if (!answering.request().equals(node.life.outstanding())) {
      return;
    }
    if (answering.answer().stands()) {
      node.heard.add(new Heard(answering.request(), answering.answer(), answering.sent()));
    } else {
      cluster.tell(answering.to(), new Event.Answered(answering.request(), answering.answer()));
    }
  }

  /** Whether every copy that has to has confirmed this. */
  boolean confirmed(int at, Heard heard) {
    Header wanted = heard.answer().header();
    Map<UUID, Header> told = cluster.nodes[at].told;
    return cluster.laws.awaited(wanted, cluster.map.nodes(cluster.nodes[at].side)).stream()
        .allMatch(each -> told.containsKey(each) && told.get(each).includes(wanted));
  }

  void answered(int at, Heard heard) {
    cluster.nodes[at].heard.clear();
    cluster.tell(at, new Event.Answered(heard.request(), heard.answer()));
  }
}
