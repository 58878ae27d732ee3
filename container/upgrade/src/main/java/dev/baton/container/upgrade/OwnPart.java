package dev.baton.container.upgrade;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.container.HandoffOptions;
import dev.baton.container.RefusedException;
import dev.baton.container.cluster.Cluster;
import dev.baton.container.cluster.Peer;
import dev.baton.container.upgrade.Parts.Answer;
import dev.baton.container.upgrade.Parts.Question;
import dev.baton.container.upgrade.Parts.Verb;
import dev.baton.container.upgrade.act.Rollout;
import dev.baton.container.upgrade.act.RunningAct;
import dev.baton.container.upgrade.handoff.Figures;
import dev.baton.container.upgrade.handoff.ServiceBundle;
import dev.baton.container.upgrade.record.ServiceRecord.Kept;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This node's part in the changes that other nodes lead: answers what {@link Parts} asks. */
final class OwnPart implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OwnPart.class);

  private final Node node;
  private final ObjectMapper json = new ObjectMapper();
  private final AutoCloseable channel;

  /**
   * Answers others from now on.
   *
   * @param executor runs the parts; they block
   */
  OwnPart(Node node, Cluster cluster, Executor executor) {
    this.node = node;
    this.channel =
        cluster.answer(
            Parts.CHANNEL,
            (asker, question) ->
                CompletableFuture.supplyAsync(() -> answer(asker, question), executor));
  }

  private byte[] answer(Peer asker, byte[] bytes) {
    try {
      Question question = json.readValue(bytes, Question.class);
      try (Rollout.Work ignored = Rollout.work(question.rollout())) {
        LOG.info("{} asks for {} of {}", asker.name(), question.verb(), question.service());
        return json.writeValueAsBytes(perform(question));
      }
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("Plain values are always JSON", impossible);
    } catch (IOException unreadable) {
      throw new RefusedException("The question cannot be read: " + unreadable, unreadable);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new RefusedException("the node is stopping", stopping);
    }
  }

  private Answer perform(Question question) throws InterruptedException {
    List<String> notes = new ArrayList<>();
    Figures figures = Figures.NONE;
    Set<Integer> shards = new TreeSet<>();
    RunningAct act = new RunningAct(question.verb() + " of " + question.service());
    if (question.verb() == Verb.RUN) {
      run(question.service());
      return answer(notes, figures, shards);
    }
    if (question.verb() == Verb.FINISH && node.find(question.service()).isEmpty()) {
      return answer(notes, figures, shards);
    }
    ServiceBundle service = node.get(question.service());
    Part part = new Part(node, service, act);
    switch (question.verb()) {
      case STAGE -> part.stage(new Kept(question.version(), question.sha256()), notes);
      case HAND_OVER ->
          figures =
              part.handOver(
                  question.version(),
                  new HandoffOptions(
                      Duration.ofMillis(question.maxPauseMillis()),
                      Duration.ofMillis(question.drainMillis()),
                      false));
      case DRILL -> {
        shards.addAll(question.but());
        figures = new Drill(node, service, act).run(shards, notes);
      }
      case GATHER -> {
        figures = part.handOver(question.version(), HandoffOptions.defaults());
        shards.addAll(part.reencode());
      }
      case UNSTAGE -> part.unstage();
      case FINISH -> part.finish();
      default -> throw new IllegalStateException("Unknown verb " + question.verb());
    }
    return answer(notes, figures, shards);
  }

  /** This node may be about to run it by itself, since that is recorded. */
  private void run(String service) {
    node.record().refresh();
    RunningAct other = node.acts().running(service);
    if (other != null) {
      CompletableFuture<Void> over =
          other.result().<Void>handle((report, failure) -> null).toCompletableFuture();
      over.join();
    }
    if (node.find(service).isEmpty()) {
      node.acts()
          .start(service, "start " + service, started -> new Boot(node).again(service, started))
          .result()
          .toCompletableFuture()
          .join();
    }
  }

  private static Answer answer(List<String> notes, Figures figures, Set<Integer> shards) {
    return new Answer(
        notes,
        figures.entries(),
        figures.bytes(),
        figures.closed().stream().map(Duration::toNanos).toList(),
        figures.held().total(),
        figures.held().longest().toNanos(),
        List.copyOf(shards));
  }

  @Override
  public void close() throws Exception {
    channel.close();
  }
}
