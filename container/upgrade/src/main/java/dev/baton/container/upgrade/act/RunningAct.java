package dev.baton.container.upgrade.act;

import dev.baton.container.Act;
import dev.baton.container.Phase;
import dev.baton.container.Progress;
import dev.baton.container.RefusedException;
import dev.baton.container.Report;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An act under way. Written by the thread that runs it, read and aborted by anybody. */
public final class RunningAct implements Act {
  private static final Logger LOG = LoggerFactory.getLogger(RunningAct.class);

  private final String title;
  private final String rollout;
  private final long began = System.nanoTime();
  private final CompletableFuture<Report> result = new CompletableFuture<>();
  private volatile Counted counted;
  private volatile String waitingFor = "";
  private volatile boolean abortAsked;
  private long phaseBegan = began;

  private record Counted(Phase phase, long done, long of, String unit) {}

  /** An act of the rollout that this thread works for, if it works for one. */
  public RunningAct(String title) {
    this(title, Phase.CHECK);
  }

  /** An act that begins in a later phase. */
  public RunningAct(String title, Phase first) {
    this(title, first, Rollout.current());
  }

  private RunningAct(String title, Phase first, String rollout) {
    this.title = title;
    this.rollout = rollout;
    this.counted = new Counted(first, 0, 0, "");
  }

  /** An act that is a rollout of its own. */
  public static RunningAct ofRollout(String title) {
    return new RunningAct(title, Phase.CHECK, Rollout.begin());
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public String rollout() {
    return rollout;
  }

  @Override
  public Progress progress() {
    Counted now = counted;
    return new Progress(now.phase, now.done, now.of, now.unit, elapsed(), waitingFor);
  }

  @Override
  public CompletionStage<Report> result() {
    return result.minimalCompletionStage();
  }

  /** Since the act began. */
  public Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /** Goes on to a phase; logs how long the last one took. */
  public void enter(Phase phase) {
    long now = System.nanoTime();
    if (phase != counted.phase()) {
      LOG.info("{}: {} took {} ms", title, counted.phase(), (now - phaseBegan) / 1_000_000);
      phaseBegan = now;
    }
    counted = new Counted(phase, 0, 0, "");
    waitingFor = "";
  }

  /** Says how much of the phase is done. */
  public void count(long done, long of, String unit) {
    counted = new Counted(counted.phase(), done, of, unit);
  }

  /** Says what holds the act up, in words, or that nothing does. */
  public void waitsFor(String what) {
    waitingFor = what;
  }

  /** Asks the act to stop where it can go back; it looks by {@link #checkAbort}. */
  public void abort() {
    abortAsked = true;
  }

  public boolean abortAsked() {
    return abortAsked;
  }

  /**
   * @throws RefusedException if somebody asked to abort
   */
  public void checkAbort() {
    if (abortAsked) {
      throw new RefusedException("Aborted by the operator in phase " + counted.phase());
    }
  }

  void succeed(Report report) {
    enter(Phase.DONE);
    result.complete(report);
  }

  void fail(Throwable reason) {
    LOG.info("{} failed in {}: {}", title, counted.phase(), reason.getMessage());
    enter(Phase.DONE);
    result.completeExceptionally(reason);
  }

  boolean over() {
    return result.isDone();
  }
}
