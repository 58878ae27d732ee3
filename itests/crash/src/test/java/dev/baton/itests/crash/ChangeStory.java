package dev.baton.itests.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.baton.itests.Distribution;
import dev.baton.itests.NodeProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Interrupted upgrades, rollbacks, finishes and boots, under load. */
final class ChangeStory extends Story {
  /** A machine that is busy with other things pauses a process for longer than the default. */
  private static final String PATIENT = "--max-pause=20s";

  private static final int LONGEST_CHANGE_MS = 1200;

  private final Counters counters = new Counters();
  private int version;

  ChangeStory(Distribution distribution, Path directory) {
    super(distribution, directory);
  }

  @Override
  void begin(CrashPoint point) throws Exception {
    version = 1;
    site().start(WHOLE_ACT.repeat(2) + row(point));
    for (String file : new String[] {"counter-api", "counter", "counter-web"}) {
      site().command("deploy", site().example(file + "-1.0.0.jar"));
    }
    counters.preload(site().node().http());
  }

  /** From a node's start to the point. */
  private String row(CrashPoint point) {
    return point == null ? "" : WHOLE_ACT.repeat(changesBefore(point)) + point.row();
  }

  /** One at least, so that every start is followed by a change that succeeds. */
  private int changesBefore(CrashPoint point) {
    return version == point.act().from ? 2 : 1;
  }

  @Override
  void halt(CrashPoint point) throws Exception {
    Callers callers = Callers.start(counters, site().node().http());
    try {
      for (int changes = changesBefore(point); changes > 0; changes--) {
        site().command(change());
        version = 3 - version;
      }
      callers.requireServed();
      switch (point.act()) {
        case FINISH -> {
          hold();
          site().commandAndHalt("finish", Site.SERVICE);
        }
        case ABORT -> {
          hold();
          site().commandAndHalt("abort", Site.SERVICE);
        }
        default -> site().commandAndHalt(change());
      }
    } finally {
      callers.end();
    }
  }

  private void hold() throws Exception {
    site().command("upgrade", "--hold", PATIENT, site().example("counter-2.0.0.jar"));
  }

  private String[] change() {
    return version == 1
        ? new String[] {"upgrade", PATIENT, site().example("counter-2.0.0.jar")}
        : new String[] {"rollback", PATIENT, Site.SERVICE};
  }

  @Override
  void recover(CrashPoint point, CrashPoint next) throws Exception {
    version = point.serves();
    if (point.act() == Act.BOOT) {
      site().startAndHalt(point.at());
    }
    if (point.act() == Act.ABORT && !point.decided()) {
      recoverHeld(point, next);
      return;
    }
    site().start(row(next));
    if (point.act() == Act.FINISH && !site().counter().path("staged").asText().isEmpty()) {
      site().command("finish", Site.SERVICE);
    }
    audit();
  }

  /** An upgrade is held still; it is aborted now, or finished. */
  private void recoverHeld(CrashPoint point, CrashPoint next) throws Exception {
    boolean abort = point.nth() % 2 == 1;
    version = abort ? 1 : 2;
    site().start((abort && next != null ? WHOLE_ACT : "") + row(next));
    assertEquals("held", site().counter().path("act").asText());
    assertEquals("1.0.0", site().counter().path("staged").asText());
    counters.audit(site().node().http(), 2);
    site().command(abort ? "abort" : "finish", Site.SERVICE);
    audit();
  }

  /** One version serves everything that was acknowledged. */
  private void audit() throws Exception {
    site().awaitServes(version, Counters.KEYS);
    counters.audit(site().node().http(), version);
  }

  /** Kills the node at some moment of a change, instead of at a step. */
  void kill(Random random) throws Exception {
    onSite(null, () -> killAndRecover(random));
  }

  private void killAndRecover(Random random) throws Exception {
    Callers callers = Callers.start(counters, site().node().http());
    try {
      NodeProcess node = site().node();
      int moment = random.nextInt(LONGEST_CHANGE_MS);
      CompletableFuture.delayedExecutor(moment, TimeUnit.MILLISECONDS)
          .execute(() -> node.process().destroyForcibly());
      changeUntilItEnds(node);
    } finally {
      callers.end();
    }
    site().start("");
    version = Integer.parseInt(site().counter().path("version").asText().substring(0, 1));
    audit();
    callers = Callers.start(counters, site().node().http());
    try {
      site().command(change());
      version = 3 - version;
    } finally {
      callers.end();
    }
    callers.requireServed();
    audit();
  }

  private void changeUntilItEnds(NodeProcess node) throws InterruptedException {
    while (node.process().isAlive()) {
      try {
        site().command(change());
        version = 3 - version;
      } catch (IOException gone) {
        node.process().waitFor();
      }
    }
  }
}
