package dev.baton.container;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** Something an operator started. Goes on whether anybody looks or not. Thread-safe. */
@ProviderType
public interface Act {

  /** What it is, in the operator's words: {@code upgrade counter 1.0.0 -> 2.0.0}. */
  String title();

  /** The id that stands in the log of every node that has a part in it; empty if none has. */
  String rollout();

  /** Where it is now. */
  Progress progress();

  /** Completes with the report, or exceptionally with {@link RefusedException}. */
  CompletionStage<Report> result();
}
