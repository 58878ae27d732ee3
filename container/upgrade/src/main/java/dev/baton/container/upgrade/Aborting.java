package dev.baton.container.upgrade;

import dev.baton.container.Act;
import dev.baton.container.Progress;
import dev.baton.container.RefusedException;
import dev.baton.container.Report;
import dev.baton.container.upgrade.act.RunningAct;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** The wait for an act that was asked to abort: it succeeds when that act has gone back. */
record Aborting(RunningAct aborted) implements Act {
  @Override
  public String title() {
    return "abort of '" + aborted.title() + "'";
  }

  @Override
  public String rollout() {
    return aborted.rollout();
  }

  @Override
  public Progress progress() {
    return aborted.progress();
  }

  @Override
  public CompletionStage<Report> result() {
    return aborted
        .result()
        .handle(
            (report, failure) -> {
              if (failure == null) {
                throw new CompletionException(
                    new RefusedException(
                        "Too late: '"
                            + aborted.title()
                            + "' had ended well; "
                            + report.to()
                            + " serves"));
              }
              return new Report(
                  "abort",
                  aborted.title(),
                  "",
                  "",
                  aborted.elapsed(),
                  0,
                  0,
                  0,
                  0,
                  Duration.ZERO,
                  List.of(),
                  List.of(failure.getMessage()));
            });
  }
}
