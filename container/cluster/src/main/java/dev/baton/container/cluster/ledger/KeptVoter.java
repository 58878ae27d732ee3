package dev.baton.container.cluster.ledger;

import dev.baton.state.majority.Acceptor;
import dev.baton.state.majority.Ask;
import dev.baton.state.majority.Reply;
import dev.baton.state.majority.Voter;
import dev.baton.state.step.Step;
import dev.baton.state.store.LocalStore;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's voter, in its local store before anybody hears of it. What merely stands is not
 * written at once, since a majority has it on disk: unless the roster changed, because a node must
 * not forget that it is in one.
 */
final class KeptVoter {
  private static final Logger LOG = LoggerFactory.getLogger(KeptVoter.class);
  private static final String RECORD = "ledger";
  private static final String LEFT = "ledger.left/";

  private final LocalStore store;
  private final Runnable changed;
  private volatile Voter<Document> voter;
  private Document kept;
  private final Map<UUID, Voter<Document>> left = new HashMap<>();

  /**
   * @param changed called on the ledger's thread when {@link #standing} or {@link #latest} has
   *     changed, before anybody hears of it
   */
  KeptVoter(LocalStore store, Runnable changed) {
    this.store = store;
    this.changed = changed;
    byte[] bytes = store.records(RECORD).get(RECORD);
    this.voter = bytes == null ? Voter.empty() : Wire.voter(bytes);
    store
        .records(LEFT)
        .forEach(
            (name, last) ->
                left.put(UUID.fromString(name.substring(LEFT.length())), Wire.voter(last)));
    this.kept = voter.standing();
  }

  long number() {
    return voter.number();
  }

  /** What stands, as far as is known here, or null; on any thread. */
  Document standing() {
    return voter.standing();
  }

  /** Whether this node was in a cluster and knows that it was given up. */
  boolean hasLeft(UUID cluster) {
    return left.containsKey(cluster);
  }

  /** Whether a value was accepted for the next number. */
  boolean open() {
    return voter.next().accepted() != null;
  }

  /** The newest document that this node had a part in, or null; on any thread. */
  Document latest() {
    return voter.latest();
  }

  /** All of it. */
  Voter<Document> vote() {
    return voter;
  }

  /**
   * What this node says to a question.
   *
   * @throws UncheckedIOException if it could not be written; then there was no vote
   */
  Message.Told answer(Message.Question question) {
    if (voter.number() == 0) {
      return new Message.Older(0);
    }
    long asked =
        question instanceof Message.Vote vote
            ? vote.ask().ballot().number() - 1
            : ((Message.Look) question).number();
    if (!standing().cluster().equals(question.cluster())) {
      Voter<Document> last = left.get(question.cluster());
      return last != null && last.number() > asked
          ? new Message.Newer(last.number(), last.standing())
          : new Message.Newer(number(), standing());
    }
    if (asked < number()) {
      return new Message.Newer(number(), standing());
    }
    if (asked > number()) {
      return new Message.Older(number());
    }
    return question instanceof Message.Vote vote
        ? new Message.Voted(vote(vote.ask()))
        : new Message.Same(open());
  }

  /** Votes, on disk before it returns. */
  private Reply<Document> vote(Ask<Document> ask) {
    Acceptor.Heard<Document> heard = voter.hear(ask);
    if (isNews(heard.next())) {
      become(voter.with(heard.next()), true);
      if (heard.next().accepted() != null) {
        Step.VALUE_ACCEPTED.reached();
      }
    }
    return heard.reply();
  }

  private boolean isNews(Acceptor<Document> next) {
    Acceptor<Document> now = voter.next();
    return !next.promised().equals(now.promised())
        || (next.accepted() != null
            && (now.accepted() == null
                || !next.accepted().ballot().equals(now.accepted().ballot())));
  }

  /** Told that a value stands; returns whether that is news. */
  boolean learn(long number, Document document) {
    if (number <= voter.number()) {
      return false;
    }
    boolean other =
        kept == null
            || !kept.cluster().equals(document.cluster())
            || !Objects.equals(kept.roster(), document.roster());
    try {
      become(voter.learn(number, document), other);
    } catch (UncheckedIOException e) {
      LOG.warn("Ledger value {} stands, but could not be written here", number, e);
      become(voter.learn(number, document), false);
    }
    return true;
  }

  /**
   * Goes over from a cluster that was given up to another one, on disk before it returns. Others
   * may still have to hear from this node that the old one was.
   */
  void replace(long number, Document document) {
    if (voter.number() > 0) {
      Voter<Document> last = new Voter<>(voter.number(), voter.standing(), Acceptor.empty());
      store.record(LEFT + last.standing().cluster(), Wire.bytes(last));
      left.put(last.standing().cluster(), last);
    }
    become(new Voter<>(number, document, Acceptor.empty()), true);
  }

  private void become(Voter<Document> next, boolean write) {
    if (write) {
      store.record(RECORD, Wire.bytes(next));
      kept = next.standing();
    }
    Voter<Document> before = voter;
    voter = next;
    if (before.latest() != next.latest() || before.standing() != next.standing()) {
      changed.run();
    }
  }
}
