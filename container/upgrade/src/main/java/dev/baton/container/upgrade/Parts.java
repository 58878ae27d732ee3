package dev.baton.container.upgrade;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.container.HandoffOptions;
import dev.baton.container.RefusedException;
import dev.baton.container.cluster.Cluster;
import dev.baton.container.cluster.NotDeliveredException;
import dev.baton.container.cluster.Peer;
import dev.baton.container.gate.HoldFigures;
import dev.baton.container.upgrade.act.Rollout;
import dev.baton.container.upgrade.handoff.Figures;
import dev.baton.container.upgrade.record.ServiceRecord.Kept;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@linkplain Part parts} of the other nodes in a change of version, asked for over a channel.
 * The node that leads the change asks one after the other and waits for each; a node that dies
 * meanwhile has no part any more, and its shards are taken over by those that are left. A node that
 * joins meanwhile has none until it runs what is recorded.
 */
final class Parts {
  private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

  /** The channel that {@link OwnPart} answers. */
  static final String CHANNEL = "change";

  private static final Duration LIMIT = Duration.ofMinutes(30);
  private static final Duration SHORT = Duration.ofMinutes(2);

  private final Cluster cluster;
  private final ObjectMapper json = new ObjectMapper();

  /** What a node is asked to do. */
  enum Verb {
    RUN,
    STAGE,
    HAND_OVER,
    GATHER,
    DRILL,
    UNSTAGE,
    FINISH
  }

  /**
   * A question, as JSON.
   *
   * @param but the shards that need not be looked at, by number
   */
  record Question(
      Verb verb,
      String service,
      String version,
      String sha256,
      long maxPauseMillis,
      long drainMillis,
      Collection<Integer> but,
      String rollout) {

    /** Asked in the rollout that this thread works for. */
    Question(
        Verb verb,
        String service,
        String version,
        String sha256,
        long maxPauseMillis,
        long drainMillis) {
      this(
          verb,
          service,
          version,
          sha256,
          maxPauseMillis,
          drainMillis,
          List.of(),
          Rollout.current());
    }

    static Question drill(String service, Collection<Integer> but) {
      return new Question(Verb.DRILL, service, "", "", 0, 0, but, Rollout.current());
    }
  }

  /**
   * An answer, as JSON.
   *
   * @param shards those that were looked at, by whomever, or of which nothing is left to do, by
   *     number
   */
  record Answer(
      List<String> notes,
      long entries,
      long bytes,
      List<Long> closedNanos,
      long callsHeld,
      long longestHoldNanos,
      List<Integer> shards) {}

  Parts(Cluster cluster) {
    this.cluster = cluster;
  }

  /** The other nodes that are here. */
  List<Peer> others() {
    return cluster.peers().stream().filter(peer -> !peer.equals(cluster.self())).toList();
  }

  /** Has the others run a service as it is recorded; says which do not, and why. */
  List<String> run(String service) throws InterruptedException {
    List<String> problems = new ArrayList<>();
    for (Peer peer : others()) {
      try {
        ask(peer, new Question(Verb.RUN, service, "", "", 0, 0), SHORT);
      } catch (RefusedException failed) {
        problems.add("does not serve on " + peer.name() + " yet: " + failed.getMessage());
      }
    }
    return problems;
  }

  /**
   * Has the others stage a version.
   *
   * @throws RefusedException if one of them cannot; says which and why
   */
  void stage(String service, Kept kept, List<String> notes) throws InterruptedException {
    for (Peer peer : others()) {
      try {
        Answer answer =
            ask(
                peer,
                new Question(Verb.STAGE, service, kept.version(), kept.sha256(), 0, 0),
                SHORT);
        answer.notes.stream().filter(note -> !notes.contains(note)).forEach(notes::add);
      } catch (RefusedException failed) {
        if (hasPart(peer, failed)) {
          throw new RefusedException("On " + peer.name() + ": " + failed.getMessage(), failed);
        }
        LOG.warn("{} is not there to stage {}", peer.name(), service);
      }
    }
  }

  /**
   * Has a node hand its shards to a version.
   *
   * @return nothing if the node has left meanwhile
   * @throws RefusedException if it could not; the other version serves them there
   */
  Figures handOver(Peer peer, String service, String version, HandoffOptions options)
      throws InterruptedException {
    try {
      Answer answer =
          ask(
              peer,
              new Question(
                  Verb.HAND_OVER,
                  service,
                  version,
                  "",
                  options.maxPause().toMillis(),
                  options.drainTimeout().toMillis()),
              LIMIT);
      return figures(answer);
    } catch (RefusedException failed) {
      if (hasPart(peer, failed)) {
        throw new RefusedException("On " + peer.name() + ": " + failed.getMessage(), failed);
      }
      LOG.warn("{} left while it handed {} over; others take its shards", peer.name(), service);
      return Figures.NONE;
    }
  }

  /**
   * Has a node prove that the shards it holds could be taken over.
   *
   * @param seen those that were looked at already; takes those that this looked at
   * @param problems takes what could not
   */
  Figures drill(Peer peer, String service, Set<Integer> seen, Collection<String> problems)
      throws InterruptedException {
    Answer answer = ask(peer, Question.drill(service, seen), LIMIT);
    seen.addAll(answer.shards);
    problems.addAll(answer.notes);
    return figures(answer);
  }

  private static Figures figures(Answer answer) {
    return new Figures(
        answer.entries,
        answer.bytes,
        answer.closedNanos.stream().map(Duration::ofNanos).toList(),
        new HoldFigures(0, answer.callsHeld, Duration.ofNanos(answer.longestHoldNanos)));
  }

  /**
   * Has a node hand its shards to a version that serves there, and write what is left of other
   * schemas again.
   *
   * @return the shards there of which nothing else is left, by number
   * @throws RefusedException if it could not, or has left
   */
  List<Integer> gather(Peer peer, String service, String version) throws InterruptedException {
    try {
      return ask(peer, new Question(Verb.GATHER, service, version, "", 0, 0), LIMIT).shards;
    } catch (RefusedException failed) {
      throw new RefusedException("On " + peer.name() + ": " + failed.getMessage(), failed);
    }
  }

  /** Has the others do what may fail without harm; says where it did. */
  List<String> each(Verb verb, String service) throws InterruptedException {
    List<String> problems = new ArrayList<>();
    for (Peer peer : others()) {
      try {
        ask(peer, new Question(verb, service, "", "", 0, 0), LIMIT);
      } catch (RefusedException failed) {
        if (hasPart(peer, failed)) {
          problems.add("on " + peer.name() + ": " + failed.getMessage());
        }
      }
    }
    return problems;
  }

  /**
   * Whether a node that failed has a part at all. One that has left has none any more; one that is
   * about to start has none yet, and will begin with what is recorded.
   */
  private boolean hasPart(Peer peer, RefusedException failed) {
    return cluster.peers().contains(peer) && !(failed.getCause() instanceof NotDeliveredException);
  }

  private Answer ask(Peer peer, Question question, Duration limit) throws InterruptedException {
    try {
      byte[] answer =
          cluster
              .ask(peer, CHANNEL, json.writeValueAsBytes(question), limit)
              .toCompletableFuture()
              .get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return json.readValue(answer, Answer.class);
    } catch (ExecutionException failed) {
      Throwable cause =
          failed.getCause() instanceof CompletionException wrapped
              ? wrapped.getCause()
              : failed.getCause();
      throw new RefusedException(
          cause instanceof NotDeliveredException ? "it cannot be reached" : cause.getMessage(),
          cause);
    } catch (TimeoutException late) {
      throw new RefusedException("no answer within " + limit.toSeconds() + " s", late);
    } catch (IOException impossible) {
      throw new IllegalStateException("Plain values are always JSON", impossible);
    }
  }
}
