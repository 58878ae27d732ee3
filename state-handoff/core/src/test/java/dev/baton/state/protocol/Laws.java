package dev.baton.state.protocol;

import dev.baton.state.protocol.Answer.Verdict;
import java.util.UUID;

/** The rules by which a {@link World} plays. A test breaks one by overriding it. */
class Laws {
  Transition step(ShardState state, Event event) {
    return ShardLife.step(state, event);
  }

  Answer decide(Header found, Request request) {
    return Fence.decide(found, null, request, null, null);
  }

  Answer follow(Header found, Request request, Header primary) {
    return Fence.follow(found, null, request, primary);
  }

  /** Rule 3. */
  boolean ships(Verdict verdict) {
    return verdict != Verdict.REFUSED;
  }

  /** Rule 3. */
  boolean oneBatch() {
    return true;
  }

  /** Rules 3 and 5: whether an answer waits for the backup, whatever time that takes. */
  boolean awaitsBackup() {
    return true;
  }

  /** Rule 5: whether an answer waits for the primary's store. */
  boolean awaitsStore() {
    return true;
  }

  /** Rule 5. */
  boolean readsWait() {
    return true;
  }

  /** Rule 8: whether an unknown change is looked up in the header instead of sent again. */
  boolean looksUp() {
    return false;
  }

  /** Rule 8: the staged version outlives the process before a commit names it. */
  boolean recordsStaged() {
    return true;
  }

  /** Rule 9. */
  boolean adopts() {
    return true;
  }

  /** Rule 10. */
  UUID member(int node, int start) {
    return new UUID(node, start);
  }

  /** Rules 2 and 7: a token that was never drawn before. */
  long token(int node, int start, int drawn) {
    return 100L * (node + 1) + 10L * start + drawn;
  }

  /** Rule 14. */
  boolean missingMeansNew() {
    return false;
  }

  /** Rule 14: whether the gate of a new shard waits for the record of the deploy. */
  boolean recordsDeploy() {
    return true;
  }

  /** Rule 17: whether a restore that nobody completed may be claimed as it is. */
  boolean claimsHalf() {
    return false;
  }

  /** Rule 17. */
  boolean incompleteCounts() {
    return false;
  }

  /** Rule 18: whether a start waits for everybody who may have a newer store. */
  boolean awaitsAllStores() {
    return true;
  }

  /** Rule 18: whether the stores are looked at again once nobody else can begin to serve. */
  boolean looksAgain() {
    return true;
  }

  /** Rule 19. */
  boolean keepsReader() {
    return true;
  }

  /** Section 7: whether tables refuse writes from the moment before the last batch is taken. */
  boolean seals() {
    return true;
  }
}
