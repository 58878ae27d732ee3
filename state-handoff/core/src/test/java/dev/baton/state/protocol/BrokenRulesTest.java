package dev.baton.state.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.state.protocol.Answer.Verdict;
import dev.baton.state.protocol.Violation.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each rule of the protocol is broken once, and the {@link Checker} has to notice. */
class BrokenRulesTest {
  private static final int LIMIT = 400_000;

  private static final Setting RESTART = pair(1, 0, 0, 0, 1, 0, 0);

  private record Broken(String rule, Setting setting, Laws laws, Set<Kind> kinds) {}

  private static final List<Broken> BROKEN = new ArrayList<>();

  private static void broken(String rule, Setting setting, Laws laws, Kind... kinds) {
    BROKEN.add(new Broken(rule, setting, laws, EnumSet.copyOf(Arrays.asList(kinds))));
  }

  /** One node: writes, reads, hand-offs, crashes, faults, failures. */
  private static Setting alone(int w, int r, int h, int c, int f, int x) {
    return Setting.alone(Budget.of(w, r, h, c, f, x));
  }

  /** Two nodes with a copy each; node 0 holds. */
  private static Setting pair(int primary, int w, int r, int h, int c, int f, int x) {
    return Setting.pair(primary, Budget.of(w, r, h, c, f, x)).quick();
  }

  static {
    broken(
        "2: a batch needs the sequence that is next",
        alone(2, 0, 0, 1, 1, 0).withKeys(1),
        new Laws() {
          @Override
          Answer decide(Header found, Request request) {
            return request instanceof Request.Batch batch && found != null
                ? new Answer(Verdict.APPLIED, found.withSequence(batch.sequence()))
                : super.decide(found, request);
          }
        },
        Kind.WRITE_LOST,
        Kind.NOBODY_SERVES);
    broken(
        "2: a batch needs epoch and token of the header",
        pair(1, 2, 0, 0, 1, 0, 0).isolating(),
        new AnyEpoch(),
        Kind.WRITE_LOST,
        Kind.COPIES_DIFFER,
        Kind.NOBODY_SERVES);
    broken(
        "2: a backup confirms only what it has",
        Setting.trio(Budget.of(1, 1, 0, 2, 1, 0)),
        new Laws() {
          @Override
          Answer follow(Header found, Request request, Header primary) {
            return Fence.decide(found, null, request, null, null);
          }
        },
        Kind.READ_GOES_BACK,
        Kind.TURNED_OUT_BY_ITSELF);
    broken(
        "3: a repeat ships its backup again",
        pair(0, 1, 0, 0, 1, 1, 0),
        new Laws() {
          @Override
          boolean ships(Verdict verdict) {
            return verdict == Verdict.APPLIED;
          }
        },
        Kind.WRITE_LOST);
    broken(
        "3: an answer waits for the backup, however slow",
        pair(0, 1, 0, 0, 1, 0, 0),
        new Laws() {
          @Override
          boolean awaitsBackup() {
            return false;
          }
        },
        Kind.WRITE_LOST);
    broken("3: one batch is under way", alone(2, 0, 0, 0, 0, 0), new TwoBatches(), Kind.values());
    broken(
        "5: a reply leaves when it is safe",
        alone(1, 0, 0, 1, 0, 0),
        new Laws() {
          @Override
          Transition step(ShardState state, Event event) {
            Transition right = super.step(state, event);
            return event instanceof Event.Taken taken
                ? with(right, new Effect.Release(taken.upTo()))
                : right;
          }
        },
        Kind.WRITE_LOST);
    broken(
        "5: safe is what the primary's store has written",
        alone(1, 0, 0, 1, 0, 0),
        new Laws() {
          @Override
          boolean awaitsStore() {
            return false;
          }
        },
        Kind.WRITE_LOST);
    broken(
        "5: reads wait too",
        alone(1, 1, 0, 1, 0, 0),
        new Laws() {
          @Override
          boolean readsWait() {
            return false;
          }
        },
        Kind.READ_GOES_BACK);
    broken(
        "6: a refused batch closes the gate",
        pair(1, 1, 0, 0, 1, 0, 0).isolating(),
        new Laws() {
          @Override
          Transition step(ShardState state, Event event) {
            return state.serves()
                    && event instanceof Event.Answered answered
                    && !answered.answer().stands()
                    && answered.request().equals(state.outstanding())
                ? Transition.to(state.confirmed(state.header()))
                : super.step(state, event);
          }
        },
        Kind.TWO_HOLDERS);
    broken(
        "7: a change names the exact previous epoch and token",
        pair(1, 1, 0, 1, 1, 0, 1).isolating(),
        new Laws() {
          @Override
          Answer decide(Header found, Request request) {
            return request instanceof Request.Change change
                    && found != null
                    && !change.made(found)
                    && change.epoch() > found.epoch()
                ? new Answer(Verdict.APPLIED, found.changed(change))
                : super.decide(found, request);
          }
        },
        Kind.WRITE_LOST,
        Kind.TWO_HOLDERS);
    broken(
        "7: a change writes a fresh token",
        pair(1, 1, 0, 1, 1, 0, 1).isolating(),
        new Laws() {
          @Override
          long token(int node, int start, int drawn) {
            return 7;
          }
        },
        Kind.WRITE_LOST,
        Kind.TWO_HOLDERS);
    broken(
        "8: an unknown change is sent again, not looked up",
        pair(1, 1, 0, 1, 1, 1, 0),
        new Laws() {
          @Override
          boolean looksUp() {
            return true;
          }
        },
        Kind.values());
    broken(
        "8: the old version reopens by a raise",
        pair(1, 0, 0, 1, 0, 0, 1),
        new Laws() {
          @Override
          Transition step(ShardState state, Event event) {
            return state.phase() == Phase.COMMITTING
                    && event instanceof Event.GiveUp
                    && !state.move().decided()
                ? CutOver.stands(state.in(Phase.RAISING).confirmed(state.header()))
                : super.step(state, event);
          }
        },
        Kind.TWO_HOLDERS);
    broken(
        "8: the staged version is recorded before a commit names it",
        alone(1, 0, 1, 1, 0, 0),
        new Laws() {
          @Override
          boolean recordsStaged() {
            return false;
          }
        },
        Kind.NOBODY_SERVES);
    broken(
        "9: a holder that the header names but that does not hold adopts",
        pair(1, 0, 0, 1, 0, 0, 0),
        new Laws() {
          @Override
          boolean adopts() {
            return false;
          }
        },
        Kind.NOBODY_SERVES);
    broken("10: a member's UUID is new at every start", RESTART, new KeptUuid(), Kind.values());
    broken(
        "14: a missing header is not a new shard",
        alone(1, 0, 0, 1, 0, 0),
        new Laws() {
          @Override
          boolean missingMeansNew() {
            return true;
          }
        },
        Kind.EMPTY_SHARD,
        Kind.WRITE_LOST);
    broken(
        "14: what was loaded counts if the header still stands",
        pair(1, 1, 1, 0, 2, 0, 0),
        new Laws() {
          @Override
          Transition step(ShardState state, Event event) {
            return event instanceof Event.Loaded
                ? Arrival.confirmed(state)
                : super.step(state, event);
          }
        },
        Kind.WRITE_LOST,
        Kind.READ_GOES_BACK);
    broken(
        "14: a gate opens after the deploy was recorded",
        alone(0, 0, 0, 1, 0, 0).undeployed(),
        new Laws() {
          @Override
          boolean recordsDeploy() {
            return false;
          }
        },
        Kind.NOBODY_SERVES);
    broken(
        "17: an incomplete generation does not count",
        alone(0, 0, 0, 1, 0, 0).fromStores(),
        new Laws() {
          @Override
          boolean looksAgain() {
            return false;
          }

          @Override
          boolean incompleteCounts() {
            return true;
          }
        },
        Kind.WRITE_LOST);
    broken(
        "17: a restore that nobody completed is not claimed",
        pair(0, 0, 0, 0, 1, 0, 0).fromStores(),
        new HalfAShard(),
        Kind.WRITE_LOST);
    broken(
        "18: a start waits for everybody who may know more",
        pair(0, 1, 0, 0, 2, 0, 0),
        new Laws() {
          @Override
          boolean awaitsAllStores() {
            return false;
          }
        },
        Kind.WRITE_LOST);
    broken(
        "18: the stores are looked at again once nobody else can begin",
        pair(0, 0, 0, 0, 1, 0, 0).fromStores(),
        new Laws() {
          @Override
          boolean looksAgain() {
            return false;
          }
        },
        Kind.TWO_HOLDERS,
        Kind.WRITE_LOST);
    broken(
        "19: a version that reads what is stored stays",
        Setting.alone(Budget.of(1, 0, 2, 1, 0, 0).withChores(1)),
        new Laws() {
          @Override
          boolean keepsReader() {
            return false;
          }
        },
        Kind.NOBODY_SERVES);
    broken(
        "DESIGN 7: tables are sealed before the last batch is taken",
        alone(1, 0, 1, 0, 0, 0),
        new Laws() {
          @Override
          boolean seals() {
            return false;
          }
        },
        Kind.WRITE_LOST,
        Kind.COPIES_DIFFER);
  }

  private static final class AnyEpoch extends Laws {
    @Override
    Answer decide(Header found, Request request) {
      return request instanceof Request.Batch batch
              && found != null
              && batch.sequence() == found.sequence() + 1
          ? new Answer(Verdict.APPLIED, found.withSequence(batch.sequence()))
          : super.decide(found, request);
    }
  }

  /** Sends the next batch before the last one was answered. */
  private static final class TwoBatches extends Laws {
    @Override
    Transition step(ShardState state, Event event) {
      if (state.serves()
          && event instanceof Event.Taken
          && state.outstanding() instanceof Request.Batch batch) {
        return super.step(state.confirmed(state.header().withSequence(batch.sequence())), event);
      }
      return super.step(state, event);
    }

    @Override
    boolean oneBatch() {
      return false;
    }
  }

  private static final class KeptUuid extends NoAdoption {
    @Override
    UUID member(int node, int start) {
      return new UUID(node, 0);
    }
  }

  private static class NoAdoption extends Laws {
    @Override
    boolean adopts() {
      return false;
    }
  }

  private static final class HalfAShard extends Laws {
    @Override
    boolean claimsHalf() {
      return true;
    }

    @Override
    Transition step(ShardState state, Event event) {
      if (event instanceof Event.Claim claim && !claim.found().complete()) {
        Header whole =
            claim
                .found()
                .changed(
                    new Request.Change(
                        Request.Change.Kind.CLAIM,
                        0,
                        0,
                        claim.found().epoch(),
                        claim.found().token(),
                        claim.found().holder(),
                        0,
                        null));
        return super.step(state, new Event.Claim(whole, claim.token(), claim.holder(), null));
      }
      return super.step(state, event);
    }

    @Override
    Answer decide(Header found, Request request) {
      return request instanceof Request.Change change
              && found != null
              && found.epoch() == change.fromEpoch()
              && found.token() == change.fromToken()
          ? new Answer(Verdict.APPLIED, found.changed(change))
          : super.decide(found, request);
    }

    @Override
    Answer follow(Header found, Request request, Header primary) {
      return decide(found, request);
    }
  }

  private static Transition with(Transition right, Effect more) {
    List<Effect> effects = new ArrayList<>(right.effects());
    effects.add(more);
    return new Transition(right.state(), effects);
  }

  @TestFactory
  Stream<DynamicTest> isNoticed() {
    return BROKEN.stream()
        .map(broken -> DynamicTest.dynamicTest(broken.rule(), () -> notice(broken)));
  }

  private static void notice(Broken broken) {
    Checker.Result result =
        new Checker().explore(Checker.begin(broken.setting(), broken.laws()), LIMIT);
    assertTrue(
        result.violation().isPresent(),
        () -> "Not noticed in " + result.states() + " states of " + broken.setting());
    Kind kind = result.violation().get().kind();
    System.out.printf(
        "rule broken: %-70s %-20s after %2d steps, %6d states%n",
        broken.rule(), kind, result.length(), result.states());
    assertTrue(broken.kinds().contains(kind), result::describe);
  }

  /** On one node adoption alone makes up for a kept UUID: only both together are missed. */
  @Test
  void newUuidNeedsNoAdoptionAfterRestart() {
    Checker.Result result = new Checker().explore(Checker.begin(RESTART, new NoAdoption()), LIMIT);
    assertEquals("none", result.describe());
    assertTrue(result.whole());
  }
}
